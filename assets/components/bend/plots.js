// The points with the curve of the network among them, and how its loss falls.
import { createPlot } from "../../lib/plot.js";

const EDGE = { left: 40, right: 24, top: 20, foot: 26 };
const RANGE = { x: [-2.15, 2.15], y: [-1.6, 1.6] };
const TICKS = { x: [-2, -1, 0, 1, 2], y: [-1, 0, 1] };
const NARROW = 480; // px
const LOSSES = [0, 0.5, 1];

export function createPlots(plane, fall) {
  let drawn = null; // {data, at}
  const above = createPlot(plane, EDGE, paint), beside = createPlot(fall, EDGE, paint);
  const frame = above.node("svg", "inside"), curve = above.node("path", "curve", frame);
  const line = above.node("path", "best"), label = above.node("text", "label");
  const points = [];
  const floor = beside.node("path", "best"), course = beside.node("path", "course");
  const end = beside.node("circle", "end");

  function paint() {
    if (!drawn || !above.ready || !beside.ready) return;
    const { data, at } = drawn, { box } = above;
    above.range(RANGE.x, RANGE.y);
    above.axes(TICKS, { x: "x", y: "y" });
    Object.entries({ width: box.right, height: box.foot }).forEach(([name, v]) => frame.setAttribute(name, v));
    above.path(line, data.line.places);
    const [[, start], [x, y]] = data.line.places;
    const says = box.right < NARROW ? "best line" : "best straight line";
    above.text(label, above.x(x), above.y(y) + (start > y ? 18 : -8), "end", says); // clear of the line
    above.path(curve, data.course[at].curve.map((v, n) => [data.x[n], v]));
    data.points.forEach((place, n) => above.mark(points[n] ??= above.node("circle", "point"), place, 5));

    const seen = data.course.slice(0, at + 1).map(({ step, loss }) => [step, loss]);
    beside.range([0, data.steps], [0, Math.max(1, ...data.course.map(({ loss }) => loss))]);
    beside.axes({ x: [0, data.steps], y: LOSSES }, { x: "", y: "L" });
    beside.path(floor, [[0, data.line.loss], [data.steps, data.line.loss]]);
    beside.path(course, seen);
    beside.mark(end, seen.at(-1), 4);
  }
  return {
    show(data, at) {
      drawn = { data, at };
      paint();
    },
    stop() {
      above.stop();
      beside.stop();
    },
  };
}
