// The steps of a forward and a backward pass. All of them are here from the start, in words and as
// what the boxes show: stepping needs no kernel.

const PACE = { slow: 3600, normal: 2000, fast: 900 }; // milliseconds a step
const RING = 5; // pixels around a box or oval
const SIGNS = {
  first: "M3 2h2v12H3zM13 2v12L6 8z",
  back: "M11 2v12L4 8z",
  play: "M4 2l10 6-10 6z",
  pause: "M3 2h4v12H3zM9 2h4v12H9z",
  next: "M5 2l7 6-7 6z",
  last: "M11 2h2v12h-2zM3 2l7 6-7 6z",
};
const SVG = "http://www.w3.org/2000/svg";

function svgElement(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** Texts that take turns in one place, which has room for the longest of them. */
function stack(className, texts) {
  const pile = element("div", `al-stack ${className}`);
  const pages = texts.map(({ title, lines }) => {
    const page = element("div", "al-page");
    const list = element("ul", "al-lines");
    list.append(...lines.map((line) => element("li", "", line)));
    page.append(element("p", "al-page-title", title), list);
    return page;
  });
  pile.append(...pages);
  return {
    node: pile,
    show: (shown) => pages.forEach((page, place) => page.classList.toggle("al-now", place === shown)),
  };
}

/** For each step what every box shows: by key, the lines of value, arrival and gradient. */
function states(steps) {
  let now = {};
  return steps.map(({ boxes }) => {
    now = { ...now };
    for (const [key, parts] of Object.entries(boxes)) {
      now[key] = parts.map((lines, part) => (lines.length ? lines : (now[key]?.[part] ?? [])));
    }
    return now;
  });
}

/** A ring around a box or oval, with an arrowhead at its corner that tells the direction. */
function ringAround(group) {
  const shape = group.querySelector("rect, ellipse");
  const [x, y, width, height] = shape.matches("rect")
    ? ["x", "y", "width", "height"].map((name) => Number(shape.getAttribute(name)))
    : (([cx, cy, rx, ry]) => [cx - rx, cy - ry, 2 * rx, 2 * ry])(
        ["cx", "cy", "rx", "ry"].map((name) => Number(shape.getAttribute(name))),
      );
  const ring = svgElement("g", { class: "al-ring", visibility: "hidden" });
  const [left, top] = [x - RING, y - RING];
  ring.append(
    svgElement("rect", {
      ...{ x: left, y: top, width: width + 2 * RING, height: height + 2 * RING },
      ...{ rx: shape.matches("rect") ? 12 : height / 2 + RING, fill: "none" },
    }),
    svgElement("circle", { cx: left + 8, cy: top + 2, r: 9 }),
    svgElement("path", { class: "al-ahead", d: `M${left + 5},${top - 3} l8,5 l-8,5 z` }),
    svgElement("path", { class: "al-astern", d: `M${left + 11},${top - 3} l-8,5 l8,5 z` }),
  );
  group.append(ring);
  return ring;
}

/** An arrowhead at the beginning of an arrow, for the way back. */
function turnedHead(edge) {
  const path = edge.querySelector("path");
  const [x, y, nextX, nextY] = path.getAttribute("d").match(/-?[\d.]+/g).map(Number);
  const length = Math.hypot(nextX - x, nextY - y) || 1;
  const [dx, dy] = [(nextX - x) / length, (nextY - y) / length];
  const [baseX, baseY] = [x + 9 * dx, y + 9 * dy];
  const points = [[x, y], [baseX - 5 * dy, baseY + 5 * dx], [baseX + 5 * dy, baseY - 5 * dx]];
  const head = svgElement("polygon", { class: "al-turned", points: points.join(" ") });
  edge.append(head);
}

/** The drawing: its boxes filled for a step, what the step is about ringed, nodes to be chosen. */
function picture(model, choose) {
  const panel = element("div", "al-panel al-graph");
  const drawing = drawGraph(panel, model.get("graph"));
  drawing.removeAttribute("aria-hidden");
  drawing.setAttribute("role", "group");
  drawing.setAttribute("aria-label", model.get("words").graph);
  const find = (name) => drawing.querySelector(`[id="${model.get("prefix")}${name}"]`);
  const steps = model.get("steps");
  const shown = states(steps);

  const boxes = Object.entries(steps[0].boxes).map(([key, parts]) => {
    const texts = [...find(key).querySelectorAll("text")].slice(1); // after the name
    return { key, texts: texts.slice(0, parts.flat().length) };
  });
  const nodes = Object.entries(model.get("chains")).map(([key, { title }]) => {
    const group = find(key);
    group.classList.add("al-node");
    group.setAttribute("tabindex", "0");
    group.setAttribute("role", "button");
    group.setAttribute("aria-label", title);
    group.setAttribute("aria-pressed", "false");
    group.addEventListener("click", () => choose(key));
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(key);
    });
    return { key, group, ring: ringAround(group) };
  });
  const edges = [];
  for (let edge; (edge = find(`e${edges.length}`)); edges.push(edge)) turnedHead(edge);
  const labelled = edges.map((_, place) =>
    steps.findIndex(({ phase, edges: taken }) => phase === "backward" && taken.includes(place)),
  );
  // Another widget on the page may have the same ids.
  drawing.querySelectorAll("[id]").forEach((node) => node.removeAttribute("id"));

  function bringIntoView() {
    const ringed = nodes.filter(({ ring }) => ring.getAttribute("visibility") === "visible");
    const outer = panel.getBoundingClientRect();
    for (const { ring } of ringed) {
      const inner = ring.getBoundingClientRect();
      if (inner.left < outer.left || inner.right > outer.right) {
        panel.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2;
      }
      if (inner.top < outer.top || inner.bottom > outer.bottom) {
        panel.scrollTop += (inner.top + inner.bottom - outer.top - outer.bottom) / 2;
      }
    }
  }

  return {
    node: panel,
    show(position) {
      const { phase, focus, edges: taken } = steps[position];
      drawing.setAttribute("data-phase", phase);
      for (const { key, texts } of boxes) {
        shown[position][key].flat().forEach((line, place) => setText(texts[place], line));
      }
      for (const { key, ring } of nodes) {
        ring.setAttribute("visibility", focus.includes(key) ? "visible" : "hidden");
      }
      edges.forEach((edge, place) => {
        edge.classList.toggle("al-taken", taken.includes(place));
        edge.classList.toggle("al-unknown", position < labelled[place]);
      });
      bringIntoView();
    },
    choose(chosen) {
      for (const { key, group } of nodes) group.setAttribute("aria-pressed", String(key === chosen));
    },
  };
}

/** Buttons, slider and speed. `go` moves to a step, `toggle` plays or pauses. */
function controls(words, last, { go, toggle, at }) {
  const button = (name, act) => {
    const made = element("button", `al-button al-${name}`);
    made.type = "button";
    const sign = svgElement("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
    sign.append(svgElement("path", { d: SIGNS[name], fill: "currentColor" }));
    made.append(sign, element("span", "al-label", words[name]));
    made.addEventListener("click", act);
    return made;
  };
  const first = button("first", () => go(0));
  const back = button("back", () => go(at() - 1));
  const play = button("play", toggle);
  const next = button("next", () => go(at() + 1));
  const end = button("last", () => go(last));

  const slider = element("input", "al-slider");
  Object.assign(slider, { type: "range", min: 0, max: last, step: 1 });
  slider.setAttribute("aria-label", words.slider);
  slider.addEventListener("input", () => go(Number(slider.value)));
  const count = element("span", "al-count");

  const speed = element("select", "al-select al-speed");
  speed.setAttribute("aria-label", words.speed);
  for (const name of Object.keys(PACE)) {
    const option = element("option", "", words[name]);
    option.value = name;
    option.selected = name === "normal";
    speed.append(option);
  }
  const bar = element("div", "al-bar");
  bar.append(first, back, play, next, end, speed, slider, count);
  return {
    node: bar,
    speed,
    pace: () => PACE[speed.value],
    show(position) {
      slider.value = position;
      const place = `${position} / ${last}`;
      slider.setAttribute("aria-valuetext", place);
      setText(count, place);
      // Not `disabled`: that would take the focus away from whoever stands there.
      [first, back].forEach((one) => one.setAttribute("aria-disabled", String(position === 0)));
      [next, end].forEach((one) => one.setAttribute("aria-disabled", String(position === last)));
    },
    playing(running) {
      const name = running ? "pause" : "play";
      play.querySelector("path").setAttribute("d", SIGNS[name]);
      setText(play.querySelector(".al-label"), words[name]);
    },
  };
}

function render({ model, el }) {
  const words = model.get("words");
  const steps = model.get("steps");
  const chains = model.get("chains");
  const last = steps.length - 1;
  const at = () => model.get("position");

  let timer;
  function stop() {
    clearTimeout(timer);
    timer = undefined;
    bar.playing(false);
  }
  function move(position) {
    model.set("position", Math.min(last, Math.max(0, position)));
    model.save_changes();
  }
  function go(position) {
    stop();
    move(position);
  }
  function tick() {
    move(at() + 1);
    if (at() < last) timer = setTimeout(tick, bar.pace());
    else stop();
  }
  function toggle() {
    if (timer !== undefined) return stop();
    bar.playing(true);
    if (at() === last) move(0);
    timer = setTimeout(tick, bar.pace());
  }

  const bar = controls(words, last, { go, toggle, at });
  const told = stack("al-told", steps);
  const keys = Object.keys(chains);
  const chain = stack("al-chain", [{ title: words.choose, lines: [] }, ...Object.values(chains)]);
  const spoken = announcer();
  const graph = picture(model, (key) => {
    graph.choose(key);
    chain.show(1 + keys.indexOf(key));
    spoken.say([chains[key].title, ...chains[key].lines].join(". "));
  });

  const root = outermost(model, "al-step");
  root.append(bar.node, told.node, graph.node, chain.node, spoken.node);
  keepKeys(root);
  root.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (target === bar.speed || event.altKey || event.ctrlKey || event.metaKey) return;
    const moves = { ArrowLeft: at() - 1, ArrowRight: at() + 1, Home: 0, End: last };
    if (key in moves) go(moves[key]);
    else if (key === " " && !target.closest("button, [role=button]")) toggle();
    else return;
    event.preventDefault();
  });
  el.replaceChildren(root);

  function update() {
    bar.show(at());
    told.show(at());
    graph.show(at());
  }
  const deafen = listen(model, {
    "change:position": () => {
      update();
      spoken.say([steps[at()].title, ...steps[at()].lines].join(". "));
    },
  });
  update();
  chain.show(0);
  return () => {
    deafen();
    stop();
    spoken.stop();
  };
}

export default { render };
