// The strokes of a network's lines: from a neuron, a pixel or the 1 of the biases to a neuron. Blue is
// above 0, orange below, thick is much.
import { reach } from "./values.js";

const ONE = 7; // px, radius of the 1 from which the biases come

// Returns {all, one}. all(context, scene, column, edges, how) draws edges [i, k, carried] into a
// column; one(context, scene, [column, i, k], {style, width, ...}) a single line in one colour. how:
// {t, strength, backwards, widest}: only the first part t, from the other end if it goes backwards.
export function createStrokes(colours) {
  const strokes = {
    all(context, scene, column, edges, { strength = 1, widest = 4.5, ...how } = {}) {
      const most = reach(edges.map(([, , carried]) => carried));
      for (const [i, k, carried] of edges) {
        const part = Math.abs(carried) / most;
        if (part === 0) continue;
        context.globalAlpha = (0.3 + 0.7 * part) * strength;
        const style = colours.of(carried < 0 ? "negative" : "positive");
        strokes.one(context, scene, [column, i, k], { style, width: 0.75 + (widest - 0.75) * part, ...how });
      }
      context.globalAlpha = 1;
    },
    one(context, scene, [column, i, k], { style, width, t = 1, backwards = false }) {
      const ends = [leaves(scene, column - 1, i), side(scene.layout, column, k, -1)];
      if (!ends[0]) return;
      context.strokeStyle = style;
      context.lineWidth = width;
      curve(context, scene.layout, ...(backwards ? ends.reverse() : ends), t);
    },
  };
  return strokes;
}

// From where a line leaves: a neuron, a pixel, or, where i is null, the 1 of the biases. Null where
// the picture is not in sight.
function leaves({ layout, shape }, column, i) {
  if (i === null) {
    const { x, y } = layout.biases[column];
    return layout.stacked ? { x, y: y + ONE } : { x: x + ONE, y };
  }
  if (column > 0 || !shape.side) return side(layout, column, i, 1);
  if (!layout.picture) return null;
  const { x, y, size } = layout.picture, unit = size / shape.side;
  return { x: x + (i % shape.side + 0.5) * unit, y: y + (Math.floor(i / shape.side) + 0.5) * unit };
}

// The side of a tile where lines arrive (-1) or leave (1).
function side({ columns, stacked }, column, k, sign) {
  const { x, y } = columns[column].at[k], half = sign * (columns[column].size / 2 - 1);
  return stacked ? { x, y: y + half } : { x: x + half, y };
}

// A line from p to q, bent so that it starts and ends along the way of the data; its first part t.
function curve(context, { stacked }, p, q, t) {
  const between = (a, b, at) => ({ x: a.x + (b.x - a.x) * at, y: a.y + (b.y - a.y) * at });
  const half = between(p, q, 0.5);
  const bent = (end) => (stacked ? { x: end.x, y: half.y } : { x: half.x, y: end.y });
  // A part of a Bézier curve is one again (de Casteljau 1959).
  const [a, b, c] = [[p, bent(p)], [bent(p), bent(q)], [bent(q), q]].map(([u, v]) => between(u, v, t));
  const [d, e] = [between(a, b, t), between(b, c, t)], end = between(d, e, t);
  context.beginPath();
  context.moveTo(p.x, p.y);
  context.bezierCurveTo(a.x, a.y, d.x, d.y, end.x, end.y);
  context.stroke();
}
