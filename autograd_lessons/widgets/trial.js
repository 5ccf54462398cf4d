// What the labs of programs and predictions share. It follows page.js.

let groups = 0;

/** An element for a text in which `…` is code. */
function prose(tag, className, text) {
  const node = element(tag, className);
  text.split("`").forEach((part, place) => {
    if (part) node.append(place % 2 ? element("code", "", part) : part);
  });
  return node;
}

/** A part of the page under a heading of its own. */
function part(className, title) {
  const node = element("div", `al-part ${className}`);
  const heading = element("p", "al-part-title", title);
  const body = element("div", "al-part-body");
  node.append(heading, body);
  return { node, heading, body };
}

/** What a program printed, or its error. */
function printout(lines, failed) {
  const node = element("pre", `al-printed${failed ? " al-failed" : ""}`, lines.join("\n"));
  node.tabIndex = 0; // may be scrolled
  return node;
}

/** A program, line by line. `marks` says how a marked line is read and shown, by its mark. */
function program(lines, marks, label) {
  const list = element("ol", "al-program");
  list.setAttribute("aria-label", label);
  list.tabIndex = 0;
  for (const [mark, text] of lines) {
    const line = element("li", "");
    if (mark) line.dataset.mark = mark;
    if (mark === "+" || mark === "-") {
      const sign = element("span", "al-sign", mark === "-" ? "−" : "+");
      sign.setAttribute("aria-hidden", "true");
      line.append(sign, element("span", "al-unseen", `${marks[mark]}: `));
    }
    line.append(element("code", "", text));
    if (mark === "!") line.append(element("span", "al-here", `◀ ${marks[mark]}`));
    list.append(line);
  }
  return list;
}

/** A graph that is only looked at. */
function still(svg, alt) {
  const panel = element("div", "al-panel al-graph");
  panel.setAttribute("role", "img");
  panel.setAttribute("aria-label", alt);
  panel.tabIndex = 0; // may be scrolled
  // Another picture on the page may have the same ids.
  drawGraph(panel, svg).querySelectorAll("[id]").forEach((node) => node.removeAttribute("id"));
  return panel;
}

/** Radio buttons under a question; `picked()` is the value chosen, undefined before. */
function options(question, offered) {
  const group = `al-group-${Date.now()}-${(groups += 1)}`;
  const node = element("fieldset", "al-options");
  node.append(element("legend", "al-part-title", question));
  const radios = offered.map(({ key, label }) => {
    const radio = element("input", "");
    Object.assign(radio, { type: "radio", name: group, value: key });
    const row = element("label", "al-option");
    row.append(radio, prose("span", "", label));
    node.append(row);
    return radio;
  });
  return {
    node,
    radios,
    picked: () => radios.find(({ checked }) => checked)?.value,
    pick: (value) => radios.forEach((radio) => (radio.checked = radio.value === value)),
  };
}

/** A button that acts on the option picked; without one, it asks for one. Below, what it says. */
function committing(className, label, { picked, radios }, reminder, act) {
  const message = element("p", "al-message");
  message.setAttribute("role", "status");
  const button = pushButton(className, label, () => {
    setText(message, picked() ? "" : reminder);
    if (picked()) act(picked());
    else radios[0].focus();
  });
  return [button, message];
}

/** Set a trait of the kernel's. */
function send(model, name, value) {
  model.set(name, value);
  model.save_changes();
}

/** A list to choose from; `named` has the options by their values. */
function chooser(label, options, changed) {
  const node = element("label", "al-chooser");
  const select = element("select", "al-select");
  const named = new Map();
  for (const { key, title } of options) {
    const option = element("option", "", title);
    option.value = key;
    named.set(key, option);
    select.append(option);
  }
  select.addEventListener("change", () => changed(select.value));
  node.append(element("span", "", label), select);
  return { node, select, named };
}
