// A broken program, its error and its graph; changes to choose from; what came of the one chosen.

function sceneOf(model, run) {
  const words = model.get("words");
  const scene = model.get("scene");
  const code = part("al-source", words.code);
  code.body.append(program(scene.code, { "!": words.here }, words.code));
  const prints = part("al-prints", words.prints);
  prints.body.append(
    printout(scene.printed, scene.failed),
    prose("p", "al-reading", scene.reading),
  );
  const place = part("al-cut-place", words.place);
  place.body.append(still(scene.graph, scene.alt));
  if (scene.verdict) {
    const verdict = prose("p", "al-verdict", scene.verdict);
    verdict.prepend(element("strong", "", `${words.verdict}: `));
    place.body.append(verdict);
  }
  const fixes = options(words.fixes, scene.fixes);
  fixes.pick(model.get("fix"));
  const node = element("div", "al-scene");
  node.append(prose("p", "al-goal", scene.goal), code.node, prints.node, place.node);
  node.append(fixes.node, ...committing("al-run", words.run, fixes, words.choose_first, run));
  return node;
}

function resultOf(model) {
  const words = model.get("words");
  const result = model.get("result");
  const shown = part(`al-outcome al-${result.fate}`, result.headline);
  shown.heading.tabIndex = -1;
  const marks = { "-": words.removed, "+": words.added };
  shown.body.append(
    prose("p", "al-reason", result.why),
    program(result.code, marks, words.code),
    element("p", "al-part-title", words.prints),
    printout(result.printed, result.failed),
    still(result.graph, result.alt),
  );
  return shown;
}

function render({ model, el }) {
  const words = model.get("words");
  let asked = false; // this page asked for what comes: the focus goes there
  const head = chooser(words.choose, model.get("cases"), (value) => send(model, "case", value));
  const scene = element("div", "");
  const result = element("div", "");
  const root = outermost(model, "al-trial al-error-lab");
  root.append(element("p", "al-title", words.title), head.node, scene, result);
  el.replaceChildren(root);

  function showCase() {
    head.select.value = model.get("case");
    const run = (fix) => {
      asked = true;
      if (fix === model.get("fix")) showResult();
      else send(model, "fix", fix);
    };
    scene.replaceChildren(sceneOf(model, run));
    keepKeys(root);
  }
  function showResult() {
    result.replaceChildren();
    if (!model.get("result").fate) return;
    const { node, heading } = resultOf(model);
    result.append(node);
    keepKeys(root);
    if (asked) heading.focus();
    asked = false;
  }
  function showMended() {
    const mended = model.get("mended");
    for (const { key, title } of model.get("cases")) {
      setText(head.named.get(key), mended.includes(key) ? `${title} (✓ ${words.done})` : title);
    }
  }
  const deafen = listen(model, {
    "change:scene": showCase,
    "change:result": showResult,
    "change:mended": showMended,
  });
  showCase();
  showResult();
  showMended();
  return deafen;
}

export default { render };
