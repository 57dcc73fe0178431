// Every step of the walk with its numbers, one line for each: symbol, formula, numbers, value.
import { button, element, fill, tell } from "../../lib/dom.js";
import { flash } from "../../lib/flash.js";
import { formula, spoken } from "../../lib/formula.js";

// go(step) walks to a step, open(step, line) wants a line explained, light(line) wants it to be seen
// in the network: {column, kind, k, i}, or null.
export function createSteps(list, { go, open, light }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  function stepRow(n) {
    const item = element("li", "step"), name = button("title", () => go(n));
    name.dataset.testid = `by-hand-step-${n}`;
    item.append(name, element("div", "lines"));
    return item;
  }
  function lineRow(n, m) {
    const row = button("line", () => open(n, m));
    row.dataset.testid = `by-hand-line-${n}-${m}`;
    row.onpointerenter = ({ pointerType }) => { if (pointerType !== "touch") light(row.place); };
    row.onfocus = () => { if (row.matches(":focus-visible")) light(row.place); };
    row.onpointerleave = row.onblur = () => light(null);
    return row;
  }
  function write(row, line, kind) {
    const { name, symbol, formula: symbols, numbers, shown, value, column, k, i } = line;
    const parts = [symbol, symbols, numbers, shown].filter((part, n, all) => part && part !== all[n + 1]);
    const latex = parts.join(" = "), before = row.latex;
    row.place = { column, kind: kind === "gradient_W" && i === null ? "gradient_b" : kind, k, i };
    row.dataset.value = value;
    if (latex === before) return;
    row.latex = latex;
    const seen = formula(latex);
    seen.ariaHidden = "true"; // what is seen, in words:
    row.replaceChildren(element("span", "unseen", `${name}: ${spoken(shown)}`), seen);
    if (before) flash(row);
  }
  return {
    show(steps) {
      fill(list, steps.length, stepRow);
      steps.forEach(({ title, kind, lines }, n) => {
        const [name, rows] = list.children[n].children;
        tell(name, `${n + 1}  ${title}`);
        fill(rows, lines.length, (m) => lineRow(n, m));
        lines.forEach((line, m) => write(rows.children[m], line, kind));
      });
    },
    at(step) { // the walk is at this step, or at none (null)
      [...list.children].forEach((item, n) => {
        item.classList.toggle("now", n === step);
        item.ariaCurrent = n === step ? "step" : null;
      });
      if (step === null) return;
      list.scrollTo({ top: list.children[step].offsetTop, behavior: still.matches ? "instant" : "smooth" });
    },
  };
}
