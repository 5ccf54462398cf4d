// What a learner types and drags in `explore`, and how it gets to the kernel.

// How long typing rests before what was typed is tried: "-" on the way to "-2" is no mistake.
const PAUSE = 600;
// How many changes may be under way to the kernel and back, and how many milliseconds of its work:
// of more, only the latest is sent.
const UNDER_WAY = 20;
const WORK = 100;
// And how long one is waited for before it counts as lost.
const LOST = 2000;

/** A text field whose text is tried when typing rests, or at once on Enter. */
function textField(className, label, most, tried) {
  const field = element("input", className);
  Object.assign(field, { type: "text", autocomplete: "off", maxLength: most, spellcheck: false });
  field.setAttribute("aria-label", label);
  let pause;
  const attempt = () => {
    clearTimeout(pause);
    tried();
  };
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(attempt, PAUSE);
  });
  field.addEventListener("change", attempt);
  field.addEventListener("keydown", ({ key, isComposing }) => {
    if (key === "Enter" && !isComposing) attempt(); // else Enter ends a syllable of Hangul
  });
  return { field, attempt, calm: () => clearTimeout(pause) };
}

/** One number: its slider, its field and its part of the gradient. */
function inputRow({ name }, words, changed) {
  const slider = element("input", "al-slider");
  slider.type = "range";
  slider.setAttribute("aria-label", words.slider[name]);
  const { field, attempt, calm } = textField("al-field", words.field[name], 40, changed);
  field.inputMode = "decimal";
  const grad = element("span", "al-number al-grad");
  const nodes = [
    element("span", "al-name", name),
    slider,
    field,
    element("span", "al-of", `${words.grad[name]} =`),
    grad,
  ];
  const follow = () => {
    // A slider given no number would jump to its middle.
    if (field.value.trim() && Number.isFinite(Number(field.value))) slider.value = field.value;
  };
  slider.addEventListener("input", () => {
    field.value = slider.value;
    attempt();
  });
  field.addEventListener("input", follow);
  return {
    field,
    nodes,
    calm,
    range({ low, high, step }) {
      Object.assign(slider, { min: low, max: high, step });
      follow();
    },
    fill(text) {
      if (field.value !== text) field.value = text;
      follow();
    },
    update({ grads, wrong }) {
      setText(grad, grads[name]);
      field.setAttribute("aria-invalid", String(wrong.includes(name)));
    },
  };
}

/** The field for a typed expression; below it carets point at what is wrong. */
function expressionRow(words, changed) {
  const { field, calm } = textField("al-expression", words.expression, 400, changed);
  field.setAttribute("autocapitalize", "off");
  const before = element("span", "al-before");
  const carets = element("span", "al-carets");
  const place = element("div", "al-place");
  place.setAttribute("aria-hidden", "true"); // the message says it
  place.append(before, carets);
  const follow = () => (place.scrollLeft = field.scrollLeft);
  field.addEventListener("scroll", follow);
  const point = (mistake) => {
    setText(before, mistake ? mistake[0] : "");
    setText(carets, mistake ? "^".repeat(Math.max(1, [...mistake[1]].length)) : "");
    follow();
  };
  field.addEventListener("input", () => point(null));
  return {
    field,
    nodes: [element("span", "al-name al-function-is", `${words.function} =`), field, place],
    calm,
    fill(text) {
      if (field.value !== text) field.value = text;
    },
    update({ mistake }) {
      // What was typed since then is not what the mistake is about.
      const typed = mistake?.join("") === field.value;
      point(typed ? mistake : null);
      field.setAttribute("aria-invalid", String(Boolean(mistake)));
    },
  };
}

/** Sends what `entries` returns; while too much is under way, only the latest of it.
 *
 * Widgets' own state has one message under way, and the next one waits for the kernel to rest.
 */
function sender(model, entries) {
  const view = Math.random().toString(36).slice(2);
  let sent = 0;
  let answered = 0;
  let most = 1;
  let waiting = false;
  let lost;
  const answer = ([from, number, took]) => {
    if (from !== view) return;
    answered = number;
    most = Math.min(UNDER_WAY, Math.max(1, WORK / took));
    if (waiting) send();
  };
  const send = () => {
    waiting = sent - answered >= most;
    if (waiting) return;
    sent += 1;
    model.send({ do: "enter", ...entries(), number: [view, sent] });
    clearTimeout(lost);
    lost = setTimeout(() => answer([view, sent, WORK]), LOST);
  };
  return { send, answer, stop: () => clearTimeout(lost) };
}
