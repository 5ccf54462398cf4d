// What the pages of all widgets share. Each widget's own script follows it in one module: page.py.

// How long numbers rest before they are read out.
const SILENCE = 800;

function element(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/** The outermost element of a widget's page. */
function outermost(model, className) {
  const root = element("section", `al-widget ${className}`);
  root.lang = model.get("language");
  root.setAttribute("aria-label", model.get("words").title);
  return root;
}

function pushButton(className, text, act) {
  const button = element("button", `al-button ${className}`, text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

/** Put `svg` into `panel` and return the drawing, all of it hidden from screen readers. */
function draw(panel, svg) {
  const page = new DOMParser().parseFromString(svg, "image/svg+xml");
  const drawing = document.importNode(page.documentElement, true);
  // The panel says what it shows; a title would also pop up under the pointer.
  drawing.querySelectorAll("title").forEach((title) => title.remove());
  drawing.setAttribute("aria-hidden", "true");
  panel.replaceChildren(drawing);
  return drawing;
}

/** Put a graph into `panel`, shrunk as far as it can still be read: page.css. */
function drawGraph(panel, svg) {
  const drawing = draw(panel, svg);
  const { width, height } = drawing.viewBox.baseVal;
  panel.style.setProperty("--al-width", `${width}px`);
  panel.style.setProperty("--al-height", `${height}px`);
  drawing.removeAttribute("style"); // how large it may be is for the page to say
  return drawing;
}

function setText(node, text) {
  // Touching only what changed keeps the page still and screen readers quiet.
  if (!node || node.textContent === text) return;
  const only = node.childNodes.length === 1 ? node.firstChild : null;
  if (only instanceof Text) only.data = text; // quicker than a new text in the old one's place
  else node.textContent = text;
}

function show(node, attributes) {
  if (!node) return;
  node.setAttribute("visibility", attributes ? "visible" : "hidden");
  for (const [name, value] of Object.entries(attributes ?? {})) node.setAttribute(name, value);
}

/** Keep JupyterLab's shortcuts off what has the focus: it would take the arrow keys for itself. */
function keepKeys(root) {
  root.querySelectorAll("input, button, select, [tabindex]").forEach((node) => {
    node.setAttribute("data-lm-suppress-shortcuts", "true"); // looked for from the focus up
  });
}

/** What a screen reader says once it has rested: not each number that a drag passes. */
function announcer() {
  const node = element("p", "al-spoken");
  node.setAttribute("role", "status");
  let silence;
  const now = (text) => setText(node, text);
  const rest = (act) => {
    clearTimeout(silence);
    silence = setTimeout(act, SILENCE);
  };
  return {
    node,
    now,
    rest, // does `act` once there was nothing more to say for a while
    say: (text) => rest(() => now(text)),
    stop: () => clearTimeout(silence),
  };
}

/** Call `changed[names]` when a trait changes; return what stops it. */
function listen(model, changed) {
  for (const [names, act] of Object.entries(changed)) model.on(names, act);
  return () => {
    for (const [names, act] of Object.entries(changed)) model.off(names, act);
  };
}
