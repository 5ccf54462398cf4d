// Sliders and number fields for the inputs of a function; its graph and curve, drawn by the kernel
// once and from then on only filled with new texts and places.

// How long typing rests before what was typed is tried: "-" on the way to "-2" is no mistake.
const PAUSE = 600;

/** One input: its slider, its number field and what is read beside them. */
function inputRow(input, words, changed) {
  const name = element("span", "al-name", input.name);
  const slider = element("input", "al-slider");
  slider.type = "range";
  slider.setAttribute("aria-label", words.slider[input.name]);
  const field = element("input", "al-field");
  Object.assign(field, { type: "text", inputMode: "decimal", autocomplete: "off", maxLength: 40 });
  field.setAttribute("aria-label", words.field[input.name]);
  field.spellcheck = false;
  const gradName = element("span", "al-of", `${input.name}.grad =`);
  const grad = element("span", "al-number al-grad");
  const row = { slider, field, nodes: [name, slider, field, gradName, grad] };

  let pause;
  const enter = () => {
    clearTimeout(pause);
    changed();
  };
  const follow = () => {
    // A slider given no number would jump to its middle.
    if (field.value.trim() && Number.isFinite(Number(field.value))) slider.value = field.value;
  };
  slider.addEventListener("input", () => {
    field.value = slider.value;
    enter();
  });
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(enter, PAUSE);
  });
  field.addEventListener("input", follow);
  field.addEventListener("change", enter);
  field.addEventListener("keydown", ({ key }) => key === "Enter" && enter());
  row.range = ({ low, high, step }) => {
    Object.assign(slider, { min: low, max: high, step });
    follow();
  };
  row.fill = (text) => {
    if (field.value !== text) field.value = text;
    follow();
  };
  row.update = (shown) => {
    setText(grad, shown.grads[input.name]);
    field.setAttribute("aria-invalid", String(shown.wrong.includes(input.name)));
  };
  row.stop = () => clearTimeout(pause);
  return row;
}

function render({ model, el }) {
  const words = model.get("words");
  const root = element("section", "al-widget al-explore");
  root.lang = model.get("language");
  root.setAttribute("aria-label", words.title);

  const send = () => {
    const entries = rows.map(({ field }, place) => [inputs()[place].name, field.value]);
    model.set("entered", Object.fromEntries(entries));
    model.save_changes(); // one message at a time; the latest state waits for its turn
  };
  const inputs = () => model.get("inputs");
  const rows = inputs().map((input) => inputRow(input, words, send));

  const reset = element("button", "al-button al-reset", words.reset);
  reset.type = "button";
  reset.addEventListener("click", () => {
    model.set("entered", {});
    model.save_changes();
  });
  const value = element("span", "al-number");
  const controls = element("div", "al-controls");
  controls.append(...rows.flatMap(({ nodes }) => nodes));
  controls.append(reset, element("span", "al-of al-function", `${words.function} =`), value);

  const message = element("p", "al-message");
  message.setAttribute("role", "status");
  message.id = `al-message-${model.model_id ?? ""}-${Math.random().toString(36).slice(2)}`;
  rows.forEach(({ field }) => field.setAttribute("aria-describedby", message.id));

  const spoken = announcer();

  const graph = element("div", "al-panel al-graph");
  graph.tabIndex = 0; // a wide graph is scrolled, with the keyboard as well
  graph.setAttribute("role", "img");
  const curve = element("div", "al-panel al-curve");
  curve.setAttribute("role", "img");
  const views = element("div", "al-views");
  views.append(graph);
  if (model.get("curve")) views.append(curve);
  root.append(controls, message, spoken.node, views);
  keepKeys(root);
  el.replaceChildren(root);

  let boxes = new Map(); // a tensor's key: the elements with its value and its gradient, line by line
  let moving = {};

  function drawBoxes() {
    const drawing = drawGraph(graph, model.get("graph"));
    boxes = new Map(
      Object.entries(model.get("shown").texts).map(([key, texts]) => {
        const box = drawing.querySelector(`[id="${model.get("prefix")}${key}"]`);
        return [key, [...box.querySelectorAll("text")].slice(1, 1 + texts.length)];
      }),
    );
  }

  function drawCurve() {
    inputs().forEach((input, place) => rows[place].range(input));
    if (!model.get("curve")) return;
    const drawing = draw(curve, model.get("curve"));
    const [point, tangent, slope] = ["point", "tangent", "slope"].map((name) =>
      drawing.querySelector(`.al-${name}`),
    );
    moving = { point, tangent, slope };
  }

  function update() {
    const shown = model.get("shown");
    for (const [key, texts] of Object.entries(shown.texts)) {
      boxes.get(key)?.forEach((node, place) => setText(node, texts[place]));
    }
    setText(value, shown.value);
    rows.forEach((row) => row.update(shown));
    graph.setAttribute("aria-label", shown.graph_alt);
    setText(message, shown.message);
    message.classList.toggle("al-wrong", shown.failed);
    curve.setAttribute("aria-label", shown.curve_alt);
    const { point, tangent } = shown.place;
    show(moving.point, point && { cx: point[0], cy: point[1] });
    const ends = tangent && { x1: tangent[0], y1: tangent[1], x2: tangent[2], y2: tangent[3] };
    show(moving.tangent, ends);
    setText(moving.slope, Object.values(shown.grads)[0]);
  }

  function fill() {
    const entered = model.get("entered");
    inputs().forEach(({ name, start }, place) => rows[place].fill(entered[name] ?? start));
  }

  const deafen = listen(model, {
    "change:entered": fill,
    "change:graph": () => (drawBoxes(), update()),
    "change:curve change:inputs": () => (drawCurve(), update()),
    "change:shown": () => (update(), spoken.say(model.get("shown").summary)),
  });
  drawBoxes();
  drawCurve();
  fill();
  update();
  return () => {
    deafen();
    rows.forEach((row) => row.stop());
    spoken.stop();
  };
}

export default { render };
