// The plane: the curve, the points to drag, and on each its error as a line and as a square.
import { movable } from "../../lib/movable.js";
import { createPlot } from "../../lib/plot.js";

const EDGE = { left: 40, right: 24, top: 24, foot: 28 };
const HIGH = 1.25; // the plane goes from -HIGH to HIGH
const ALONG = [-1, -0.5, 0, 0.5, 1];
const STEP = 0.01; // that an arrow key moves a point
const RADIUS = { point: 9, hit: 20 }; // px

// Returns {show, stop}. move(k, place) is called with where the reader takes point k, and end()
// when it is let go.
export function createPlane(svg, { move, end }) {
  const plot = createPlot(svg, EDGE, paint);
  const inside = plot.node("svg", "inside"); // what leaves the plane is cut off
  const curve = plot.node("path", "curve", inside), marks = [];
  let shown = null;

  function mark(k) {
    const square = plot.node("rect", "square", inside), line = plot.node("path", "error", inside);
    const group = plot.node("g", "mark"), point = plot.node("circle", "point", group);
    const name = plot.node("text", "k", group), hit = plot.node("circle", "hit", group);
    inside.append(curve); // above the squares
    hit.dataset.testid = `fit-point-${k}`;
    for (const [key, value] of Object.entries({
      role: "slider", "aria-label": `Point ${k}`, "aria-valuemin": -1, "aria-valuemax": 1,
    })) hit.setAttribute(key, value);
    movable(hit, {
      to: (event) => move(k, plot.at(event)),
      by: (across, up) => {
        const [x, y] = shown.points[k];
        move(k, [x + across * STEP, y + up * STEP]);
      },
      end,
    });
    return { square, line, point, name, hit };
  }
  function error({ square, line }, [x, y], f) {
    const [left, top, foot] = [plot.x(x), Math.min(plot.y(y), plot.y(f)), Math.max(plot.y(y), plot.y(f))];
    const side = foot - top, fits = left + side <= plot.box.right;
    line.setAttribute("d", `M${left} ${top}V${foot}`);
    for (const [key, value] of Object.entries({ x: fits ? left : left - side, y: top, width: side, height: side })) {
      square.setAttribute(key, value.toFixed(2));
    }
  }
  function paint() {
    if (!shown || !plot.ready) return;
    const { points, places, predictions, bow, reach } = shown;
    plot.range([-reach, reach], [-HIGH, HIGH]);
    plot.axes({ x: ALONG, y: ALONG }, { x: "x", y: "f(x)" });
    const { left, right, top, foot } = plot.box;
    for (const [key, value] of Object.entries({ x: left, y: top, width: right - left, height: foot - top })) {
      inside.setAttribute(key, value);
    }
    inside.setAttribute("viewBox", `${left} ${top} ${right - left} ${foot - top}`);
    const [first, middle, last] = bow.map(plot.y);
    curve.setAttribute("d", `M${left} ${first}Q${(left + right) / 2} ${middle} ${right} ${last}`);
    points.forEach(([x, y], k) => {
      const { point, name, hit } = (marks[k] ??= mark(k));
      error(marks[k], places[k], predictions[k]);
      plot.mark(point, [x, y], RADIUS.point);
      plot.mark(hit, [x, y], RADIUS.hit);
      plot.text(name, plot.x(x), plot.y(y) + 4, "middle", String(k));
      hit.setAttribute("aria-valuenow", y);
      hit.setAttribute("aria-valuetext", `x = ${x}, y = ${y}`);
    });
  }
  return {
    // `points` are where the reader has them, `places` those that `predictions` and `bow` are of.
    show(newer) {
      shown = newer;
      paint();
    },
    stop: plot.stop,
  };
}
