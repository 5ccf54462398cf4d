// A question, its choices, a button; after committing, why each choice is right or tempting.

let made = 0;

function element(tag, className, html) {
  const node = document.createElement(tag);
  node.className = className;
  // The kernel escapes every text before it puts its few tags around.
  if (html !== undefined) node.innerHTML = html;
  return node;
}

function choiceRow(group, choice, place, model) {
  const row = element("div", "al-choice");
  const label = element("label", "al-label");
  const radio = document.createElement("input");
  radio.type = "radio";
  radio.name = group;
  radio.value = String(place);
  radio.addEventListener("change", () => {
    model.set("chosen", place);
    model.save_changes();
  });
  const mark = element("span", "al-mark");
  label.append(radio, mark, element("span", "al-text", choice.label));
  const why = element("div", "al-why", choice.why);
  why.id = `${group}-why-${place}`;
  row.append(label, why);
  return { row, radio, mark, label, why };
}

function render({ model, el }) {
  const group = `al-predict-${Date.now()}-${(made += 1)}`;
  const labels = model.get("labels");
  const right = model.get("right");

  const root = element("form", "al-predict");
  root.lang = model.get("language");
  const heading = element("div", "al-heading");
  heading.textContent = labels.heading;
  const fields = element("fieldset", "al-fields");
  const result = element("div", "al-result");
  result.setAttribute("role", "status");
  result.tabIndex = -1;
  const rows = model.get("choices").map((choice, place) => choiceRow(group, choice, place, model));
  fields.append(element("legend", "al-question", model.get("question")), result);
  fields.append(...rows.map(({ row }) => row));
  const commit = element("button", "al-commit");
  commit.type = "submit";
  commit.textContent = labels.commit;
  root.append(heading, fields, commit);
  el.append(root);
  for (const node of [...rows.map(({ radio }) => radio), commit]) {
    // The notebook's own shortcuts would take the arrow keys and Enter from what has the focus.
    node.setAttribute("data-lm-suppress-shortcuts", "true");
  }

  root.addEventListener("submit", (event) => {
    event.preventDefault();
    if (model.get("chosen") < 0) {
      result.textContent = labels.choose;
      rows[0].radio.focus();
      return;
    }
    model.set("committed", true);
    model.save_changes();
    result.focus();
  });

  function update() {
    const chosen = model.get("chosen");
    const committed = model.get("committed");
    root.classList.toggle("al-committed", committed);
    commit.hidden = committed;
    rows.forEach(({ row, radio, mark, label, why }, place) => {
      radio.checked = place === chosen;
      radio.disabled = committed;
      why.hidden = !committed;
      if (!committed) return;
      row.classList.toggle("al-right", place === right);
      mark.textContent = place === right ? "✓" : "✗";
      radio.setAttribute("aria-describedby", why.id);
      if (place === chosen && !label.querySelector(".al-yours")) {
        const yours = element("span", "al-yours");
        yours.textContent = labels.yours;
        label.append(yours);
      }
    });
    if (committed) result.textContent = chosen === right ? labels.hit : labels.miss;
    else if (chosen >= 0) result.textContent = "";
  }

  model.on("change:chosen change:committed", update);
  update();
  return () => model.off("change:chosen change:committed", update);
}

export default { render };
