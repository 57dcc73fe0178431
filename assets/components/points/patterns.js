// The patterns as buttons, each with a small picture, and the numbers that go with a pattern as sliders.
import { button, element, tell } from "../../lib/dom.js";

const SVG = "http://www.w3.org/2000/svg";
const REACH = 2.1; // of a picture
const ROWS = {
  noise: { name: "Noise", step: 0.05, says: (v) => v.toFixed(2) },
  count: { name: "Points", step: 1, says: (v) => v.toLocaleString("en") },
  classes: { name: "Classes", step: 1, says: String },
  unseen: { name: "Kept unseen", step: 0.05, says: (v) => `${Math.round(100 * v)} %` },
};

// choose(name) hears which pattern is wanted, set(number, value) which value of a number. show(made, own):
// the pattern that is there now with its numbers; `own`: the points are not made by it any more.
export function createPatterns(root, { patterns, counts, most }, { choose, set }) {
  const buttons = patterns.map((pattern) => {
    const made = button("choice", () => choose(pattern.name));
    made.append(picture(pattern.points), element("span", "", pattern.title));
    made.dataset.testid = `points-${pattern.name}`;
    return made;
  });
  root.querySelector(".patterns").append(...buttons);
  // Of the counts the slider has the place in the list.
  const ends = { noise: [0, most.noise], count: [0, counts.length - 1], classes: [2, 4], unseen: [0, most.unseen] };
  const rows = Object.entries(ROWS).map(([number, { name, step, says }]) => {
    const range = element("input", "range"), value = element("output"), label = element("label", "", name);
    const [min, max] = ends[number];
    Object.assign(range, { type: "range", min, max, step, id: `points-${number}` });
    range.dataset.testid = range.id;
    label.htmlFor = value.htmlFor = range.id;
    range.oninput = () => set(number, number === "count" ? counts[range.value] : Number(range.value));
    root.querySelector(".sliders").append(label, range, value);
    return { number, range, value, says };
  });

  return {
    show(made, own) {
      patterns.forEach(({ name }, k) => buttons[k].setAttribute("aria-pressed", !own && name === made.pattern));
      const many = patterns.find(({ name }) => name === made.pattern).classes;
      for (const { number, range, value, says } of rows) {
        const text = says(made[number]);
        const place = number === "count" ? counts.findLastIndex((count) => count <= made.count) : made[number];
        if (Number(range.value) !== place) range.value = place;
        range.setAttribute("aria-valuetext", text);
        range.disabled = own && number !== "unseen";
        tell(value, text);
        if (number === "classes") [range.max, range.disabled] = [many, own || many === 2];
      }
    },
  };
}

function picture(points) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `${-REACH} ${-REACH} ${2 * REACH} ${2 * REACH}`);
  svg.setAttribute("aria-hidden", "true");
  for (const [x, y, k] of points) {
    const dot = document.createElementNS(SVG, "circle");
    for (const [name, value] of Object.entries({ cx: x, cy: -y, r: 0.09 })) dot.setAttribute(name, value);
    dot.setAttribute("class", k ? "b" : "a");
    svg.append(dot);
  }
  return svg;
}
