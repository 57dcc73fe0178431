// One function as a small curve, a neuron's place on it, and its two numbers there.
import { button, element, tell, within } from "../../lib/dom.js";
import { plain } from "../../lib/numbers.js";
import { createPlot } from "../../lib/plot.js";

const EDGE = { left: 28, right: 12, top: 8, foot: 24 };
const ROWS = { a: "a = f(z)", slope: "f′(z)" };

// show() is called where the curve is to be seen large, open(code) with a number to explain.
export function createCard(name, { show, open }) {
  const root = element("div", "card"), curve = button("large", show);
  const title = element("b"), mark = element("small");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.ariaHidden = "true";
  curve.title = "Show it large";
  curve.append(title, mark, svg);
  curve.dataset.testid = `neuron-card-${name}`;
  const list = element("dl");
  const numbers = Object.entries(ROWS).map(([what, says]) => {
    const number = button("number", () => open(`${name}-${what}`)), row = element("div", what);
    number.dataset.testid = `neuron-${name}-${what}`;
    row.append(element("dt", "", says), within("dd", number));
    list.append(row);
    return [what, number];
  });
  root.append(curve, list);

  let drawn = null;
  const plot = createPlot(svg, EDGE, paint);
  const bands = [0, 1].map(() => plot.node("path", "band"));
  const way = plot.node("path", "way"), line = plot.node("path", "curve"), point = plot.node("circle", "point");

  function paint() {
    if (!drawn || !plot.ready) return;
    const { reach, range: [low, high], flat, points, at, ticks } = drawn;
    plot.range([-reach, reach], [low, high]);
    plot.axes({ x: [-reach, 0, reach], y: ticks }, { x: "", y: "" });
    bands.forEach((band, k) => {
      const [from, until] = flat[k] ?? [];
      plot.path(band, flat[k] ? [[from, low], [from, high], [until, high], [until, low]] : []);
    });
    plot.path(way, [[at[0], low], at]);
    plot.path(line, points);
    plot.mark(point, at, 5);
  }
  return {
    root,
    update(card) {
      drawn = card;
      tell(title, card.says);
      tell(mark, card.own ? "this network’s own" : "");
      root.classList.toggle("own", card.own);
      for (const [what, number] of numbers) {
        const { shown, value, name: called } = card.numbers[what];
        tell(number, plain(shown));
        number.ariaLabel = `${called}: ${plain(shown)}`;
        number.dataset.value = value.toFixed(6);
      }
      paint();
    },
    stop() { plot.stop(); },
  };
}
