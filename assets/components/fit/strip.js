// The loss of all tries and steps so far, in a small strip: from 0 up to the highest of them.
import { createPlot } from "../../lib/plot.js";
import { plain } from "../../lib/numbers.js";

const EDGE = { left: 52, right: 40, top: 20, foot: 6 };
const MOST = 400; // losses that are kept

export function createStrip(svg) {
  const plot = createPlot(svg, EDGE, paint);
  const line = plot.node("path", "course"), end = plot.node("circle", "end");
  const top = plot.node("text", "most"), zero = plot.node("text", "least");
  const losses = [];
  let now = null;

  function paint() {
    if (!now || !plot.ready) return;
    const all = [...losses, now], highest = all.reduce((a, b) => (b[0] > a[0] ? b : a));
    const most = highest[0] || 1, last = Math.max(1, all.length - 1);
    plot.range([0, last], [0, most]);
    plot.axes({ x: [], y: [] }, { x: "tries", y: "L" });
    plot.path(line, all.map(([value], k) => [k, value]));
    plot.mark(end, [all.length - 1, now[0]], 4);
    plot.text(top, EDGE.left - 6, plot.y(most) + 4, "end", plain(highest[1]));
    plot.text(zero, EDGE.left - 6, plot.y(0) + 4, "end", "0");
    svg.setAttribute(
      "aria-label",
      `The loss of ${all.length} tries and steps: highest ${plain(highest[1])}, now ${plain(now[1])}`,
    );
  }
  return {
    // From here on there is another try or step; what is shown now stays.
    next() {
      losses.push(now);
      losses.splice(0, losses.length - MOST);
    },
    // `loss` is [value, shown].
    show(loss) {
      now = loss;
      paint();
    },
    stop: plot.stop,
  };
}
