// One neuron close by: its weights and its bias to type, its view of the plane, and its numbers.
import { button, element, tell } from "../../lib/dom.js";
import { numberField } from "../../lib/number_field.js";
import { four, percent } from "../../lib/numbers.js";
import { capital, title as column } from "../../lib/network/words.js";

const SIDE = 112; // px of its view

// ask(command) sets a number of the network, open(code) asks to explain one; most is the largest.
export function createCard({ ask, open, most, onClose }) {
  const root = element("div", "card"), head = element("div", "top"), name = element("h3");
  const close = button("close", onClose), figure = element("figure"), view = element("canvas"), range = element("figcaption", "quiet");
  const opens = element("div", "opens"), fields = element("div", "fields"), trouble = element("p", "trouble");
  const parts = []; // {label, words, input} of each weight; the first is the bias
  const numbers = ["z", "a"].map((what) => {
    const made = button("", () => open(`${what}-${at.c - 1}-${at.k}`));
    made.dataset.testid = `open-${what}`;
    opens.append(made);
    return made;
  });
  let at = null; // {c, k}
  Object.assign(root, { hidden: true, role: "group" });
  root.dataset.testid = "neuron-card";
  Object.assign(close, { textContent: "Close" });
  Object.assign(view, { width: SIDE, height: SIDE, role: "img", className: "own" });
  trouble.role = "alert";
  head.append(name, ...opens.children, close);
  figure.append(view, range);
  root.append(head, trouble, figure, fields);
  root.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };

  function field(n) {
    const label = element("label"), words = element("span"), input = element("input");
    const own = numberField(input, n ? "Weight" : "Bias", n ? `weight-${n - 1}` : "bias", {
      change: (value) => ask({ do: "weight", value: [at.c - 1, n ? n - 1 : null, at.k, value] }),
      refuse: (text) => tell(trouble, text), range: () => [-most, most],
    });
    label.append(words, input);
    fields.append(label);
    parts.push({ label, words, own });
  }
  return {
    root,
    weights: null, // of the network, as they were fetched
    focus: () => (at?.c ? parts[0].own : close).focus({ preventScroll: true }),
    // {shape, values, weights, c, k, view, reach}: neuron k of column c, its view and the largest size
    // that this has; null for none
    show(now) {
      root.hidden = !now;
      if (!now?.values) return;
      const { shape, values, weights, c, k } = now, other = at?.c !== c || at?.k !== k;
      at = { c, k };
      const layer = weights?.[c - 1], last = c === shape.units.length;
      const title = last ? `output ${k}, for ${shape.labels[k]}` : `${column(shape, c)}, neuron ${k}`;
      root.ariaLabel = title;
      tell(name, capital(title));
      view.ariaLabel = `${title}: its view of the plane`;
      const context = view.getContext("2d");
      context.clearRect(0, 0, SIDE, SIDE);
      context.imageSmoothingQuality = "high";
      if (now.view) context.drawImage(now.view, 0, 0, SIDE, SIDE);
      tell(range, now.reach === null ? "not finite"
        : last ? `0 % to ${percent(now.reach)}` : `−${four(now.reach)} to ${four(now.reach)}`);
      numbers.forEach((each, n) => {
        each.hidden = !c;
        if (!c) return;
        const value = [values.z, values.a][n][c - 1][k];
        tell(each, n ? `a = ${last ? percent(value) : four(value)}` : `z = ${four(value)}`);
        each.ariaLabel = `Explain ${each.textContent}`;
      });
      while (layer && parts.length <= layer.inputs) field(parts.length);
      parts.forEach(({ label, words, own }, n) => {
        label.hidden = !layer || n > layer.inputs;
        if (label.hidden) return;
        tell(words, n ? `from ${c > 1 ? `neuron ${n - 1}` : `input ${n - 1}, x${"₀₁"[n - 1]}`}` : "bias");
        own.ariaLabel = n ? `Weight ${words.textContent}` : "Bias";
        own.show(n ? layer.W[(n - 1) * layer.units + k] : layer.b[k]);
      });
      if (other) tell(trouble, "");
    },
  };
}
