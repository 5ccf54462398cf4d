// A curve at a point without a slope: predict what autograd gives. Below, operations to be sorted.

function curveOf(svg, alt) {
  const panel = element("div", "al-panel al-curve-panel");
  panel.setAttribute("role", "img");
  panel.setAttribute("aria-label", alt);
  draw(panel, svg);
  return panel;
}

function answerOf(answer) {
  const shown = part(`al-outcome${answer.hit ? " al-mended" : ""}`, answer.headline);
  shown.heading.tabIndex = -1;
  shown.body.append(
    printout([answer.printed], false),
    prose("p", "al-rule", answer.rule),
    prose("p", "al-reason", answer.why),
  );
  return shown;
}

/** The table of operations, each with a list of the classes. */
function sortingOf(model, check) {
  const words = model.get("words");
  const table = element("table", "al-sorting-table");
  const caption = element("caption", "al-unseen", words.sorting);
  const top = element("thead", "");
  const headings = element("tr", "");
  for (const text of [words.operation, words.class, words.feedback]) {
    const heading = element("th", "", text);
    heading.scope = "col";
    headings.append(heading);
  }
  top.append(headings);
  const body = element("tbody", "");
  const rows = new Map();
  for (const { key, code } of model.get("operations")) {
    const line = element("tr", "");
    const name = element("th", "");
    name.scope = "row";
    name.append(element("code", "", code));
    const select = element("select", "al-select");
    select.name = key;
    select.setAttribute("aria-label", `${code}: ${words.class}`);
    for (const { key: value, title } of [
      { key: "", title: words.unsorted },
      ...model.get("classes"),
    ]) {
      const option = element("option", "", title);
      option.value = value;
      select.append(option);
    }
    const choice = element("td", "");
    choice.append(select);
    const told = element("td", "al-told");
    rows.set(key, { select, told });
    line.append(name, choice, told);
    body.append(line);
  }
  table.append(caption, top, body);
  const score = element("p", "al-message al-score");
  score.setAttribute("role", "status");
  const button = pushButton("al-check", words.check, () => {
    const chosen = [...rows].filter(([, { select }]) => select.value);
    check(Object.fromEntries(chosen.map(([key, { select }]) => [key, select.value])));
    if (!chosen.length) setText(score, words.choose_first);
  });
  const shown = part("al-sorting", words.sorting);
  shown.body.append(prose("p", "", words.sorting_about), table, button, score);
  return {
    node: shown.node,
    fill(sorted) {
      for (const [key, { select }] of rows) select.value = sorted[key] ?? select.value;
    },
    tell({ told: judged = {}, score: reached = "" }) {
      for (const [key, { told }] of rows) {
        told.replaceChildren();
        delete told.dataset.right;
        if (!(key in judged)) continue;
        told.dataset.right = String(judged[key].right);
        told.append(prose("span", "", judged[key].text));
      }
      setText(score, reached);
    },
  };
}

function render({ model, el }) {
  const words = model.get("words");
  let asked = false; // this page asked for what comes: the focus goes there
  const head = chooser(words.choose, model.get("functions"), (value) => {
    send(model, "function", value);
  });
  const curve = element("div", "al-curve-room");
  const scene = element("div", "al-scene");
  const answer = element("div", "");
  const sorting = sortingOf(model, (sorted) => send(model, "sorted", sorted));
  const side = element("div", "al-beside");
  side.append(curve, scene);
  const root = outermost(model, "al-trial al-kink-lab");
  root.append(element("p", "al-title", words.title), head.node, side, answer, sorting.node);
  el.replaceChildren(root);

  let offered;
  function showFunction() {
    const now = model.get("scene");
    head.select.value = model.get("function");
    offered = options(now.question, now.options);
    const commit = (picked) => {
      asked = true;
      send(model, "predicted", picked);
    };
    const { commit: label, choose_first: reminder } = words;
    const row = committing("al-commit-prediction", label, offered, reminder, commit);
    curve.replaceChildren(curveOf(now.svg, now.alt));
    scene.replaceChildren(prose("p", "al-about", now.about), offered.node, ...row);
    showAnswer();
  }
  function showAnswer() {
    const now = model.get("answer");
    answer.replaceChildren();
    // What was committed to is not taken back: another function can be chosen.
    for (const node of scene.querySelectorAll("input, button")) node.disabled = "hit" in now;
    if ("hit" in now) {
      offered.pick(model.get("predicted"));
      const { alt } = model.get("scene");
      curve.replaceChildren(curveOf(now.curve, `${alt} ${now.headline}`));
      const { node, heading } = answerOf(now);
      answer.append(node);
      if (asked) heading.focus();
    }
    asked = false;
    keepKeys(root);
  }
  function showSorted() {
    sorting.fill(model.get("sorted"));
    sorting.tell(model.get("checked"));
  }
  const deafen = listen(model, {
    "change:scene": showFunction,
    "change:answer": showAnswer,
    "change:checked": showSorted,
  });
  showFunction();
  showSorted();
  return deafen;
}

export default { render };
