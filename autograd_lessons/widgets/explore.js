// Sliders and number fields for the inputs of a function, perhaps a field for the function itself;
// its graph and curve, drawn by the kernel once and from then on only filled with new texts and
// places. The graph's boxes are switches.

// How long typing rests before what was typed is tried: "-" on the way to "-2" is no mistake.
const PAUSE = 600;

/** A text field whose text is tried when typing rests, or at once on Enter. */
function textField(className, label, most, tried) {
  const field = element("input", className);
  Object.assign(field, { type: "text", autocomplete: "off", maxLength: most, spellcheck: false });
  field.setAttribute("aria-label", label);
  let pause;
  const attempt = () => {
    clearTimeout(pause);
    tried();
  };
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(attempt, PAUSE);
  });
  field.addEventListener("change", attempt);
  field.addEventListener("keydown", ({ key, isComposing }) => {
    if (key === "Enter" && !isComposing) attempt(); // else Enter ends a syllable of Hangul
  });
  return { field, attempt, stop: () => clearTimeout(pause) };
}

function pushButton(className, text, act) {
  const button = element("button", `al-button ${className}`, text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

/** One number: its slider, its field and its part of the gradient. */
function inputRow({ name }, words, changed) {
  const slider = element("input", "al-slider");
  slider.type = "range";
  slider.setAttribute("aria-label", words.slider[name]);
  const { field, attempt, stop } = textField("al-field", words.field[name], 40, changed);
  field.inputMode = "decimal";
  const grad = element("span", "al-number al-grad");
  const nodes = [
    element("span", "al-name", name),
    slider,
    field,
    element("span", "al-of", `${words.grad[name]} =`),
    grad,
  ];
  const follow = () => {
    // A slider given no number would jump to its middle.
    if (field.value.trim() && Number.isFinite(Number(field.value))) slider.value = field.value;
  };
  slider.addEventListener("input", () => {
    field.value = slider.value;
    attempt();
  });
  field.addEventListener("input", follow);
  return {
    field,
    nodes,
    stop,
    range({ low, high, step }) {
      Object.assign(slider, { min: low, max: high, step });
      follow();
    },
    fill(text) {
      if (field.value !== text) field.value = text;
      follow();
    },
    update({ grads, wrong }) {
      setText(grad, grads[name]);
      field.setAttribute("aria-invalid", String(wrong.includes(name)));
    },
  };
}

/** The field for a typed expression; below it carets point at what is wrong. */
function expressionRow(words, changed) {
  const { field, stop } = textField("al-expression", words.expression, 400, changed);
  field.setAttribute("autocapitalize", "off");
  const before = element("span", "al-before");
  const carets = element("span", "al-carets");
  const place = element("div", "al-place");
  place.setAttribute("aria-hidden", "true"); // the message says it
  place.append(before, carets);
  const follow = () => (place.scrollLeft = field.scrollLeft);
  field.addEventListener("scroll", follow);
  const point = (mistake) => {
    setText(before, mistake ? mistake[0] : "");
    setText(carets, mistake ? "^".repeat(Math.max(1, [...mistake[1]].length)) : "");
    follow();
  };
  field.addEventListener("input", () => point(null));
  return {
    field,
    nodes: [element("span", "al-name al-function-is", `${words.function} =`), field, place],
    stop,
    fill(text) {
      if (field.value !== text) field.value = text;
    },
    update({ mistake }) {
      // What was typed since then is not what the mistake is about.
      const typed = mistake?.join("") === field.value;
      point(typed ? mistake : null);
      field.setAttribute("aria-invalid", String(Boolean(mistake)));
    },
  };
}

function render({ model, el }) {
  const words = model.get("words");
  const root = element("section", "al-widget al-explore");
  root.lang = model.get("language");
  root.setAttribute("aria-label", words.title);

  const send = () => {
    const entries = rows.map(({ field }, place) => [inputs()[place].name, field.value]);
    model.set("entered", Object.fromEntries(entries));
    if (typed) model.set("expression", typed.field.value);
    model.save_changes(); // one message at a time; the latest state waits for its turn
  };
  const inputs = () => model.get("inputs");
  const rows = inputs().map((input) => inputRow(input, words, send));
  const start = model.get("start");
  const typed = start === null ? null : expressionRow(words, send);
  const fields = [...(typed ? [typed] : []), ...rows];

  const buttons = element("div", "al-buttons");
  buttons.append(
    pushButton("al-reset", words.reset, () => {
      model.set("entered", {});
      model.set("expression", start);
      model.save_changes();
      model.send({ do: "reset" });
    }),
  );
  if (model.get("accumulate")) {
    for (const act of ["backward", "clear"]) {
      buttons.append(pushButton(`al-${act}`, words[act], () => model.send({ do: act })));
    }
  }
  const value = element("span", "al-number");
  const controls = element("div", "al-controls");
  controls.append(...fields.flatMap(({ nodes }) => nodes));
  controls.append(buttons, element("span", "al-of al-function", `${words.function} =`), value);

  const message = element("p", "al-message");
  message.setAttribute("role", "status");
  message.id = `al-message-${model.model_id ?? ""}-${Math.random().toString(36).slice(2)}`;
  fields.forEach(({ field }) => field.setAttribute("aria-describedby", message.id));

  const spoken = announcer();

  const graph = element("div", "al-panel al-graph");
  graph.tabIndex = 0; // a wide graph is scrolled, with the keyboard as well
  graph.setAttribute("role", "group");
  const hint = element("p", "al-hint", words.switches);
  const curve = element("div", "al-panel al-curve");
  curve.setAttribute("role", "img");
  const pictured = element("div", "al-pictured");
  pictured.append(graph, hint);
  const views = element("div", "al-views");
  views.append(pictured);
  if (model.get("curve")) views.append(curve);
  root.append(controls, message, spoken.node, views);
  keepKeys(root);
  el.replaceChildren(root);

  let boxes = new Map(); // a tensor's key: its box, the elements with its value and its gradient
  let moving = {};

  function drawBoxes() {
    const focused = document.activeElement?.closest(".al-switch");
    const target = graph.contains(focused) ? focused.dataset.target : null;
    const { texts } = model.get("shown");
    const switches = model.get("switches");
    const drawing = drawGraph(graph, model.get("graph"));
    drawing.setAttribute("role", "presentation");
    drawing.removeAttribute("aria-hidden");
    drawing.removeAttribute("aria-label");
    drawing.querySelectorAll("g[id]").forEach((part) => part.setAttribute("aria-hidden", "true"));
    boxes = new Map(
      Object.entries(texts).map(([key, lines]) => {
        const box = drawing.querySelector(`[id="${model.get("prefix")}${key}"]`);
        if (switches[key]) makeSwitch(box, switches[key].target);
        return [key, { box, lines: [...box.querySelectorAll("text")].slice(1, 1 + lines.length) }];
      }),
    );
    if (target !== null) drawing.querySelector(`[data-target="${CSS.escape(target)}"]`)?.focus();
  }

  function makeSwitch(box, target) {
    const act = () => model.send({ do: "switch", target });
    box.classList.add("al-switch");
    box.dataset.target = target;
    box.removeAttribute("aria-hidden");
    box.setAttribute("role", "button");
    box.setAttribute("tabindex", "0");
    box.addEventListener("click", act);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault(); // a space would scroll
      if (!event.repeat) act();
    });
    keepKeys(graph);
  }

  function drawCurve() {
    inputs().forEach((input, place) => rows[place].range(input));
    if (!model.get("curve")) return;
    const drawing = draw(curve, model.get("curve"));
    moving = Object.fromEntries(
      [...Object.keys(model.get("shown").place), "slope", "sides"].map((name) => [
        name,
        drawing.querySelector(`.al-${name}`),
      ]),
    );
  }

  function movePoint({ place, slope }) {
    show(moving.point, place.point && { cx: place.point[0], cy: place.point[1] });
    for (const name of ["tangent", "left", "right"]) {
      const ends = place[name];
      show(moving[name], ends && { x1: ends[0], y1: ends[1], x2: ends[2], y2: ends[3] });
    }
    for (const name of ["left_text", "right_text"]) {
      const at = place[name];
      show(moving[name], at && { x: at[0], y: at[1] });
      if (at) setText(moving[name], at[2]);
    }
    show(moving.sides, place.left || place.right ? {} : null);
    setText(moving.slope, slope);
  }

  function update() {
    const shown = model.get("shown");
    for (const [key, lines] of Object.entries(shown.texts)) {
      boxes.get(key)?.lines.forEach((node, place) => setText(node, lines[place]));
    }
    for (const [key, { label, on }] of Object.entries(model.get("switches"))) {
      const box = boxes.get(key)?.box;
      box?.setAttribute("aria-label", label);
      box?.setAttribute("aria-pressed", String(on));
    }
    setText(value, shown.value);
    fields.forEach((row) => row.update(shown));
    setText(message, shown.message);
    message.classList.toggle("al-wrong", shown.failed);
    movePoint(shown);
  }

  function describe() {
    const described = model.get("described");
    graph.setAttribute("aria-label", described.graph);
    curve.setAttribute("aria-label", described.curve);
  }

  // Each field on its own: what was set first must not put back the other's old text.
  function fillRows() {
    const entered = model.get("entered");
    inputs().forEach(({ name, start }, place) => rows[place].fill(entered[name] ?? start));
  }
  const fillExpression = () => typed?.fill(model.get("expression"));

  const deafen = listen(model, {
    "change:entered": fillRows,
    "change:expression": fillExpression,
    "change:graph": () => (drawBoxes(), update()),
    "change:curve change:inputs": () => (drawCurve(), update()),
    "change:switches": update,
    "change:shown": () => (update(), spoken.rest(() => model.send({ do: "describe" }))),
    "change:described": () => (describe(), spoken.now(model.get("described").summary)),
  });
  drawBoxes();
  drawCurve();
  fillRows();
  fillExpression();
  update();
  describe();
  return () => {
    deafen();
    fields.forEach((row) => row.stop());
    spoken.stop();
  };
}

export default { render };
