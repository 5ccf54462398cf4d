// A way to stop gradients and a layer to choose; a prediction, then what really happens.

function render({ model, el }) {
  const words = model.get("words");
  const root = outermost(model, "al-lab al-stopping");

  const choose = () => {
    boxes.forEach((box) => (box.checked = false));
    model.send({ do: "choose", way: way.field.value, place: Number(place.field.value) });
  };
  const way = choice(words.way, words.ways, choose);
  const places = words.places.map((layer) => [String(layer), `layer${layer}`]);
  const place = choice(words.place, places, choose);
  const choices = element("div", "al-choices");
  choices.append(way.node, place.node);
  const code = codeBlock(words.code);

  const fields = element("fieldset", "al-predicting");
  fields.append(element("legend", "", words.question));
  const boxes = words.weights.map((weight) => {
    const [label, box] = [element("label", "al-weight"), element("input", "")];
    box.type = "checkbox";
    label.append(box, element("span", "al-name", weight));
    fields.append(label);
    return box;
  });
  const commit = pushButton("al-commit", words.commit, () => {
    if (model.get("shown").predicted !== null) return;
    const layers = words.places.filter((_, at) => boxes[at].checked);
    model.send({ do: "commit", layers });
  });
  fields.append(commit);

  const message = statusLine();
  const why = element("p", "al-why");
  const compare = pushButton("al-compare", "", () => model.send({ do: "compare" }));
  const differs = element("p", "al-hint", words.differs);
  const panes = element("div", "al-panes");
  root.append(
    ...[choices, code.node, element("p", "al-hint", words.layer), fields],
    ...[message, why, compare, differs, panes],
  );
  el.replaceChildren(root);

  function update(previous) {
    const shown = model.get("shown");
    const committed = shown.predicted !== null;
    way.field.value = shown.way;
    place.field.value = String(shown.place);
    code.fill(shown.lines, shown.marked);
    boxes.forEach((box, at) => {
      // What is marked before the learner commits is the page's own.
      if (committed) box.checked = shown.predicted.includes(at + 1);
      else if (previous?.predicted) box.checked = false;
      box.disabled = committed;
    });
    commit.setAttribute("aria-disabled", String(committed));
    setText(message, shown.said);
    setText(why, shown.why);
    why.hidden = compare.hidden = !committed;
    setText(compare, shown.compare);
    compare.setAttribute("aria-pressed", String(shown.compared));
    differs.hidden = !shown.compared;
    panes.replaceChildren(...shown.panes.map((each) => pane(each, shown.compared, words)));
    keepKeys(root);
    return shown;
  }

  let last = update(null);
  return listen(model, { "change:shown": () => (last = update(last)) });
}

function choice(name, options, chosen) {
  const node = element("label", "al-choice");
  const field = element("select", "al-select");
  field.append(...options.map(([value, text]) => new Option(text, value)));
  field.setAttribute("aria-label", name); // else the options would belong to it
  field.addEventListener("change", chosen);
  field.setAttribute("data-lm-suppress-shortcuts", "true");
  node.append(element("span", "al-choice-name", name), field);
  return { node, field };
}

/** What became of one way: the table, the graph, and beside others its title and what it changed. */
function pane({ title, why, stop, drawing, alt, table }, titled, words) {
  const node = element("div", "al-pane");
  const graph = element("div", "al-panel al-graph");
  graph.tabIndex = 0; // a wide graph is scrolled, with the keyboard as well
  graph.setAttribute("role", "img");
  drawGraph(graph, drawing);
  graph.setAttribute("aria-label", alt);
  const rows = dataTable();
  rows.fill(table);
  const views = element("div", "al-views");
  views.append(rows.node, graph);
  const told = [];
  if (titled) {
    const code = codeBlock(words.code);
    code.fill(stop, [...stop.keys()]);
    told.push(element("p", "al-pane-title", title), code.node);
  }
  node.append(...told, views);
  if (why) node.append(element("p", "al-why", why));
  return node;
}

export default { render };
