// The ten positions: what each output says, as a bar to drag, and what becomes of it.
import { button, element, fill, tell } from "../../lib/dom.js";
import { four, plain } from "../../lib/numbers.js";
import { slide } from "../../lib/slide.js";

const NUMBERS = ["says", "difference", "term", "sum"];
const still = matchMedia("(prefers-reduced-motion: reduce)");

export function write(number, { value, shown, name }) {
  const text = plain(shown);
  tell(number, text);
  number.setAttribute("aria-label", `${name}: ${text}`);
  number.dataset.value = value.toFixed(6);
}

// set(k, value) is called with what the reader makes output k say, open(code) with a number.
export function createPositions(root, { set, open }) {
  const parts = [];

  function position(k) {
    const group = element("div", "position");
    const bar = element("div", "bar"), truth = element("span", "truth");
    const [difference, shape, ghost] = ["signed", "shape", "ghost"].map((name) => element("i", name));
    const numbers = Object.fromEntries(NUMBERS.map((name) => {
      const number = button("number", () => open(`${name}-${k}`));
      number.dataset.testid = `loss-${name}-${k}`;
      return [name, number];
    }));
    group.role = "group";
    bar.append(element("i", "fill"), element("i", "goal"));
    cell(group, "digit", element("b", "", String(k)));
    cell(group, "says", bar, numbers.says);
    cell(group, "truth", truth);
    cell(group, "difference", difference, numbers.difference);
    cell(group, "term", element("i", "frame"), shape, ghost, numbers.term);
    cell(group, "sum", numbers.sum);
    bar.dataset.testid = `loss-bar-${k}`;
    slide(bar, (value) => set(k, value));
    parts.push({ group, bar, truth, shape, ghost, numbers });
    return group;
  }
  function cell(group, name, ...nodes) {
    const made = element("div", `cell ${name}`);
    made.append(...nodes);
    group.append(made);
  }
  function says(k, value, shown) {
    const { group, bar, numbers } = parts[k];
    group.style.setProperty("--says", value);
    bar.ariaValueNow = String(value);
    bar.ariaValueText = `${shown}; it should be ${bar.dataset.goal}`;
    tell(numbers.says, shown);
  }
  // A term comes up, and slides down into the sum.
  function join({ shape, ghost, numbers }) {
    if (still.matches) return;
    const from = shape.getBoundingClientRect(), to = numbers.sum.getBoundingClientRect();
    const way = `translate(${to.x + to.width / 2 - from.x - from.width / 2}px, ${to.y - from.y}px)`;
    const ease = { duration: 250, easing: "ease-in-out", fill: "backwards" };
    numbers.difference.parentNode.animate({ opacity: [0, 1] }, ease);
    numbers.term.parentNode.animate({ opacity: [0, 1] }, { ...ease, delay: 250 });
    ghost.animate(
      { opacity: [0.8, 0], transform: ["none", `${way} scale(0.3)`] }, { ...ease, delay: 500 },
    );
    numbers.sum.animate({ opacity: [0, 1] }, { ...ease, delay: 600 });
  }
  return {
    show({ positions, truth, drawn }, local) {
      fill(root, positions.length + 1, (k) => position(k - 1)); // the first are the heads
      root.dataset.shape = drawn.shape;
      positions.forEach((numbers, k) => {
        const { group, bar, truth: goal, numbers: made } = parts[k];
        const on = k === truth;
        group.ariaLabel = `Output ${k}${on ? ", the truth" : ""}`;
        group.classList.toggle("true", on);
        bar.ariaLabel = `Output ${k} says`;
        bar.dataset.goal = on ? "1" : "0";
        bar.style.setProperty("--goal", on ? 1 : 0);
        tell(goal, on ? "1 ✓" : "0");
        for (const what of NUMBERS) write(made[what], numbers[what]);
        const { value } = numbers.term;
        group.style.setProperty("--difference", numbers.difference.value);
        group.style.setProperty("--term", Math.abs(value) / drawn.full);
        group.classList.toggle("below", numbers.difference.value < 0);
        if (local) says(k, local[k], four(local[k]));
        else says(k, numbers.says.value, plain(numbers.says.shown));
      });
    },
    says: (k, value) => says(k, value, four(value)),
    // Positions before step `at` are done, those after it are still to come.
    step(at, moved) {
      parts.forEach(({ group }, k) => {
        group.classList.toggle("ahead", k > at);
        group.classList.toggle("here", k === at);
      });
      if (moved && parts[at]) join(parts[at]);
    },
  };
}
