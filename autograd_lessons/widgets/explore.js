// Sliders and number fields for the inputs of a function, perhaps a field for the function itself;
// its graph and curve, drawn by the kernel once and from then on only filled with new texts and
// places. The graph's boxes are switches.

function render({ model, el }) {
  const words = model.get("words");
  const root = outermost(model, "al-explore");

  const { send, answer, stop } = sender(model, () => {
    const fields = rows.map(({ field }, place) => [inputs()[place].name, field.value]);
    const entered = Object.fromEntries(fields);
    const expression = typed ? typed.field.value : null;
    model.set("expression", expression); // for other views; the kernel has it from the message
    model.set("entered", entered);
    return { entered, expression };
  });
  const inputs = () => model.get("inputs");
  const rows = inputs().map((input) => inputRow(input, words, send));
  const start = model.get("start");
  const typed = start === null ? null : expressionRow(words, send);
  const fields = [...(typed ? [typed] : []), ...rows];

  const buttons = element("div", "al-buttons");
  buttons.append(
    pushButton("al-reset", words.reset, () => {
      fields.forEach(({ calm }) => calm());
      model.set("expression", start);
      model.set("entered", {});
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
    const { texts } = model.get("shown");
    const targets = Object.entries(model.get("switches")).map(([key, { target }]) => [key, target]);
    const act = (target) => model.send({ do: "switch", target });
    const drawing = drawSwitches(graph, model.get("graph"), model.get("prefix"), targets, act);
    boxes = new Map(
      Object.entries(texts).map(([key, lines]) => {
        const box = drawing.querySelector(`[id="${model.get("prefix")}${key}"]`);
        return [key, { box, lines: [...box.querySelectorAll("text")].slice(1, 1 + lines.length) }];
      }),
    );
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
      setSwitch(boxes.get(key)?.box, label, on);
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
    "change:shown": () => {
      update();
      answer(model.get("shown").answers);
      spoken.rest(() => model.send({ do: "describe" }));
    },
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
    fields.forEach((row) => row.calm());
    spoken.stop();
    stop();
  };
}

export default { render };
