// The lines of a network: what flows along its edges into one neuron and out of it, along all of a
// small network, or, in a walk, into a whole layer. Blue adds, orange takes away, thick is much.
import { reach, strongest } from "./values.js";

const FEW = 300; // edges: a network with no more shows all of them
const INTO = 40, OUT_OF = 24, AT_ONCE = 160; // edges into a neuron, out of it, in a flow
const BEHIND = 0.3; // of their strength, where all lines stand behind those of one neuron
const ONE = 7; // px, radius of the 1 from which the biases come

// Returns draw(context, scene), with a scene as in paint.js.
export function createLines(colours) {
  let flowing = {}; // the edges of the flow that is under way

  return (context, scene) => {
    const { weights, values, shape, moment, focus } = scene;
    if (!weights) return;
    const into = (l) => (l ? values.a[l - 1] : values.x);
    const biases = (l) => [...weights[l].b].map((b, k) => [null, k, b]);
    const shown = (column) => !moment || column <= moment.column;
    const draw = (column, edges, t = 1, strength = 1) => {
      const most = reach(edges.map(([, , carried]) => carried));
      for (const [i, k, carried] of edges) {
        const part = Math.abs(carried) / most, from = leaves(scene, column - 1, i);
        if (part === 0 || !from) continue;
        context.strokeStyle = colours.of(carried < 0 ? "negative" : "positive");
        context.lineWidth = 0.75 + 3.75 * part;
        context.globalAlpha = (0.3 + 0.7 * part) * strength;
        curve(context, scene.layout, from, side(scene.layout, column, k, -1), t);
      }
      context.globalAlpha = 1;
    };

    if (moment?.kind === "sum") {
      const l = moment.column - 1;
      if (flowing.values !== values || flowing.l !== l) {
        flowing = { values, l, edges: strongest(weights[l], into(l), { most: AT_ONCE }) };
      }
      draw(l + 1, flowing.edges, moment.t);
    } else if (moment?.kind === "bias") draw(moment.column, biases(moment.column - 1), moment.t);
    else if (weights.reduce((sum, { W }) => sum + W.length, 0) <= FEW) {
      weights.forEach((layer, l) => {
        const edges = [...biases(l), ...strongest(layer, into(l), { most: FEW })];
        if (shown(l + 1)) draw(l + 1, edges, 1, focus ? BEHIND : 1);
      });
    }

    if (!focus || !shown(focus[0])) return;
    const [column, k] = focus, l = column - 1;
    if (column > 0) {
      draw(column, [[null, k, weights[l].b[k]], ...strongest(weights[l], into(l), { to: k, most: INTO })]);
    }
    if (column < shape.units.length && shown(column + 1)) {
      draw(column + 1, strongest(weights[column], into(column), { from: k, most: OUT_OF }));
    }
  };
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
