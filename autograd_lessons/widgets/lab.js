// What the labs' pages share: a table, lines of code, a message.

/** A table in a panel that is scrolled where it is too wide; `fill` takes table.py's `sent()`. */
function dataTable() {
  const panel = element("div", "al-scroll");
  panel.tabIndex = 0;
  panel.setAttribute("role", "group");
  return {
    node: panel,
    fill({ caption, columns, rows, changed }) {
      panel.setAttribute("aria-label", caption);
      const table = element("table", "al-table");
      const head = element("tr", "");
      head.append(...columns.map((text) => heading("col", text)));
      const marked = new Set(changed.map(String));
      const lines = rows.map((texts, row) => {
        const line = element("tr", "");
        line.append(
          ...texts.map((text, column) => {
            if (column === 0) return heading("row", text);
            return element("td", marked.has(`${row},${column}`) ? "al-changed" : "", text);
          }),
        );
        return line;
      });
      const [top, body] = [element("thead", ""), element("tbody", "")];
      top.append(head);
      body.append(...lines);
      table.append(element("caption", "al-caption", caption), top, body);
      panel.replaceChildren(table);
    },
  };
}

function heading(scope, text) {
  const node = element("th", "", text);
  node.scope = scope;
  return node;
}

/** Lines of code, scrolled where they are too long; those at the places `marked` stand out. */
function codeBlock(label) {
  const block = element("pre", "al-code al-scroll");
  block.tabIndex = 0;
  block.setAttribute("role", "group");
  block.setAttribute("aria-label", label);
  return {
    node: block,
    fill(lines, marked = []) {
      block.replaceChildren(
        ...lines.map((line, place) =>
          element("code", marked.includes(place) ? "al-line al-added" : "al-line", line || " "),
        ),
      );
    },
  };
}

function statusLine() {
  const message = element("p", "al-message");
  message.setAttribute("role", "status");
  return message;
}
