// A graph whose boxes call retain_grad(), before or after backward(); what every .grad is then.

function render({ model, el }) {
  const words = model.get("words");
  const root = outermost(model, "al-lab al-retain");

  const buttons = element("div", "al-buttons");
  buttons.append(
    pushButton("al-backward", words.backward, () => model.send({ do: "backward" })),
    pushButton("al-reset", words.reset, () => model.send({ do: "reset" })),
  );
  const message = statusLine();
  const graph = element("div", "al-panel al-graph");
  graph.tabIndex = 0; // a wide graph is scrolled, with the keyboard as well
  graph.setAttribute("role", "group");
  const code = codeBlock(words.code);
  const table = dataTable();
  root.append(
    element("p", "al-hint", words.hint),
    ...[graph, buttons, message, code.node, table.node],
    element("p", "al-hint", words.hooks),
  );
  keepKeys(root);
  el.replaceChildren(root);

  const act = (target) => model.send({ do: "switch", target });
  function update() {
    const { drawing, alt, switches, lines, rows, said } = model.get("shown");
    const targets = Object.entries(switches).map(([key, { target }]) => [key, target]);
    const drawn = drawSwitches(graph, drawing, model.get("prefix"), targets, act);
    graph.setAttribute("aria-label", alt);
    for (const [key, { label, on }] of Object.entries(switches)) {
      setSwitch(drawn.querySelector(`[id="${model.get("prefix")}${key}"]`), label, on);
    }
    code.fill(lines);
    table.fill(rows);
    setText(message, said);
  }

  update();
  return listen(model, { "change:shown": update });
}

export default { render };
