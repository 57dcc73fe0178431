// A function above its slope, on one z axis, and the point that is dragged along both.
import { movable } from "../../lib/movable.js";
import { createPlot } from "../../lib/plot.js";

const EDGE = { left: 40, right: 24, top: 24, foot: 26 };
const ALONG = [-6, -4, -2, 0, 2, 4, 6];
const SLOPES = { range: [-0.08, 1.15], ticks: [0, 0.25, 0.5, 1] };
const TANGENT = 1.1; // how far it reaches to either side, in units of z
const HIT = 24; // px around the point

// to(z) is called with where the reader drags the point, by(steps) with the places that a key
// goes, and end() when either lets go.
export function createPlots(upper, lower, { to, by, end }) {
  let drawn = null; // what is: a function, the row of its table, and how its numbers are said
  const above = createPlot(upper, EDGE, paint), below = createPlot(lower, EDGE, paint);
  const planes = [above, below];
  const bands = planes.map((plane) => [0, 1].map(() => plane.node("path", "band")));
  const parts = [0, 1].map(() => above.node("text", "part"));
  const ways = planes.map((plane) => plane.node("path", "way"));
  const tangent = above.node("path", "tangent");
  const curve = above.node("path", "curve");
  const slopes = [0, 1].map(() => below.node("path", "slopes"));
  const height = below.node("path", "height");
  const dots = planes.map((plane) => plane.node("circle", "point"));
  const says = planes.map((plane) => plane.node("text", "says"));
  const hits = planes.map((plane) => plane.node("circle", "hit"));
  const point = hits[0];
  point.dataset.testid = "curves-point";
  point.setAttribute("role", "slider");
  point.ariaLabel = "z, where you look at the function";

  movable(point, {
    to: (event) => to(above.at(event)[0]),
    by: (across, up) => by(across + up),
    end,
  });
  function hold(event) { // from anywhere: the point comes there, and is held
    if (event.button) return;
    event.preventDefault();
    to(above.at(event)[0]);
    point.focus({ preventScroll: true });
    point.setPointerCapture(event.pointerId);
  }
  hits[1].onpointerdown = hold;
  for (const svg of [upper, lower]) {
    // A finger may be there to scroll: it only puts the point where it taps.
    svg.onpointerdown = (event) => {
      if (event.pointerType === "mouse" && event.target !== point && event.target !== hits[1]) hold(event);
    };
    svg.onclick = (event) => {
      if (event.pointerType === "mouse" || hits.includes(event.target)) return;
      to(above.at(event)[0]);
      end();
    };
  }

  function paint() {
    if (!drawn || !above.ready || !below.ready) return;
    const { f, reach, said } = drawn, { z, a, slope } = drawn.row;
    const across = [-reach, reach];
    above.range(across, f.range);
    below.range(across, SLOPES.range);
    above.axes({ x: ALONG, y: f.ticks }, { x: "z", y: "a" });
    below.axes({ x: ALONG, y: SLOPES.ticks }, { x: "z", y: "f′(z)" });
    const places = f.rows.map((each) => [each.z, each.slope]);
    above.path(curve, f.rows.map((each) => [each.z, each.a]));
    const kinks = "kink" in f.remarks; // there the slope jumps
    below.path(slopes[0], kinks ? places.filter(([at]) => at <= 0) : places);
    below.path(slopes[1], kinks ? [[0, 1], ...places.filter(([at]) => at > 0)] : []);
    const ends = [z - TANGENT, z + TANGENT].map((at) => Math.min(reach, Math.max(-reach, at)));
    above.path(tangent, ends.map((at) => [at, a + slope * (at - z)]));
    below.path(height, [[z, 0], [z, slope]]);
    above.path(ways[0], [[z, f.range[0]], [z, a]]);
    below.path(ways[1], [[z, slope], [z, SLOPES.range[1]]]);
    [[above, f.range], [below, SLOPES.range]].forEach(([plane, [low, high]], n) => {
      bands[n].forEach((band, k) => {
        const [from, until] = f.flat[k] ?? [];
        plane.path(band, f.flat[k] ? [[from, low], [from, high], [until, high], [until, low]] : []);
      });
    });
    parts.forEach((part, k) => {
      const [from, until] = f.flat[k] ?? [0, 0];
      above.text(part, above.x((from + until) / 2), above.y((f.range[0] + f.range[1]) / 2) - 8, "middle",
        f.flat[k] ? f.flat_part[0] : "");
    });
    [[above, a], [below, slope]].forEach(([plane, value], n) => {
      plane.mark(dots[n], [z, value], 7);
      plane.mark(hits[n], [z, value], HIT);
      const left = z > 0.55 * reach; // there is no room at the right
      const high = n === 0 ? 22 : -12; // below a curve, which rises or soon will
      plane.text(says[n], plane.x(z) + (left ? -12 : 12), plane.y(value) + high, left ? "end" : "start",
        n === 0 ? `slope ${said[2]}` : said[2]);
    });
    Object.assign(point, {
      ariaValueMin: String(-reach), ariaValueMax: String(reach), ariaValueNow: z.toFixed(2),
      ariaValueText: `z = ${said[0]}, a = ${said[1]}, slope ${said[2]}`,
    });
  }
  return {
    show(f, row, reach, said) {
      drawn = { f, row, reach, said };
      paint();
    },
    stop() { for (const plane of planes) plane.stop(); },
  };
}
