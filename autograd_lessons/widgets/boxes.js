// A graph whose boxes are switches.

/** Draw a graph; `targets` are pairs of a box's key and what it switches, which `act` is given. */
function drawSwitches(panel, svg, prefix, targets, act) {
  const focused = document.activeElement?.closest(".al-switch");
  const kept = panel.contains(focused) ? focused.dataset.target : null;
  const drawing = drawGraph(panel, svg);
  drawing.setAttribute("role", "presentation");
  drawing.removeAttribute("aria-hidden");
  drawing.removeAttribute("aria-label");
  drawing.querySelectorAll("g[id]").forEach((part) => part.setAttribute("aria-hidden", "true"));
  for (const [key, target] of targets) {
    const box = drawing.querySelector(`[id="${prefix}${key}"]`);
    box.classList.add("al-switch");
    box.dataset.target = target;
    box.removeAttribute("aria-hidden");
    box.setAttribute("role", "switch");
    box.setAttribute("tabindex", "0");
    box.addEventListener("click", () => act(target));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault(); // a space would scroll
      if (!event.repeat) act(target);
    });
  }
  keepKeys(panel);
  if (kept !== null) drawing.querySelector(`[data-target="${CSS.escape(kept)}"]`)?.focus();
  return drawing;
}

function setSwitch(box, label, on) {
  box?.setAttribute("aria-label", label);
  box?.setAttribute("aria-checked", String(on));
}
