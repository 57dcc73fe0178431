// The lines of a network: what flows along its edges into one neuron and out of it, along all of a
// small network, or, in a walk, into a whole layer or back out of it.
import { carries, leadsBack } from "./back.js";
import { createStrokes } from "./strokes.js";
import { largest, strongest } from "./values.js";

const FEW = 300; // edges: a network with no more shows all of them
const INTO = 40, OUT_OF = 24, AT_ONCE = 160; // edges into a neuron, out of it, in a flow
const WIDE = 4.5, THIN = 2; // px of the strongest line, and where many would hide each other
const BEHIND = 0.3; // of their strength, where all lines stand behind those of one neuron
const MARKED = 2.5, OUTLINED = 7; // px, width of the one line that is marked, and of its outline

// Returns draw(context, scene), with a scene as in paint.js.
export function createLines(colours) {
  const strokes = createStrokes(colours);
  let flowing = {}; // the edges of the flow that is under way

  return (context, scene) => {
    if (!scene.weights) return;
    if (leadsBack(scene.moment)) back(context, scene);
    else there(context, scene);
    if (scene.marked) mark(context, scene);
  };

  function there(context, scene) {
    const { weights, values, shape, moment, focus } = scene;
    const into = (l) => (l ? values.a[l - 1] : values.x);
    const biases = (l) => [...weights[l].b].map((b, k) => [null, k, b]);
    const shown = (column) => !moment || column <= moment.column;
    const draw = (column, edges, how) => strokes.all(context, scene, column, edges, how);

    if (moment?.kind === "sum") {
      const l = moment.column - 1;
      if (flowing.of !== values || flowing.l !== l) {
        flowing = { of: values, l, edges: strongest(weights[l], into(l), { most: AT_ONCE }) };
      }
      draw(l + 1, flowing.edges, { t: moment.t });
    } else if (moment?.kind === "bias") draw(moment.column, biases(moment.column - 1), { t: moment.t });
    else if (small(weights)) {
      weights.forEach((layer, l) => {
        const edges = [...biases(l), ...strongest(layer, into(l), { most: FEW })];
        const t = moment?.kind === "z" && moment.column === l + 1 ? moment.t : 1;
        if (shown(l + 1)) draw(l + 1, edges, { t, strength: focus ? BEHIND : 1 });
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
  }

  function back(context, scene) { // a gradient along each edge, or what comes back through it
    const { weights, gradients, moment: { column, kind, t }, focus } = scene;
    const columns = kind === "update" ? weights.map((_, l) => l + 1) : [column];
    if (flowing.of !== gradients || flowing.kind !== kind || flowing.l !== column) {
      flowing = { of: gradients, kind, l: column, edges: columns.map((c) => along(scene, c, AT_ONCE)) };
    }
    if (small(weights)) connections(context, scene);
    columns.forEach((c, n) => {
      const widest = flowing.edges[n].length > INTO ? THIN : WIDE;
      const how = kind === "update" ? { strength: t, widest } : { t, backwards: true, widest };
      const few = focus && { ...how, strength: BEHIND };
      strokes.all(context, scene, c, flowing.edges[n], few ?? how);
      if (focus?.[0] === c) strokes.all(context, scene, c, along(scene, c, INTO, { to: focus[1] }), how);
      if (focus?.[0] === c - 1 && c > 1) {
        strokes.all(context, scene, c, along(scene, c, OUT_OF, { from: focus[1] }), how);
      }
    });
  }

  function connections(context, scene) { // all of them, whatever they carry
    scene.weights.forEach(({ inputs, units }, l) => {
      for (let k = 0; k < units; k += 1) {
        for (let i = 0; i <= inputs; i += 1) {
          const edge = [l + 1, i < inputs ? i : null, k];
          strokes.one(context, scene, edge, { style: colours.of("line"), width: 1 });
        }
      }
    });
  }

  function along(scene, c, most, where = {}) { // what this step does along the lines into column c
    const layer = scene.weights[c - 1], carried = carries(scene.moment, c, scene);
    if (!carried) return [];
    const ends = where.from !== undefined ? [] : where.to !== undefined ? [where.to]
      : Array.from({ length: layer.units }, (_, k) => k);
    const biases = ends.map((k) => [null, k, carried(null, k)]);
    return [...biases, ...largest(layer, carried, { ...where, most })];
  }

  function mark(context, scene) { // one line: what this step does along it, or else what came along it
    const { marked, moment, values, weights } = scene, [column, i, k] = marked;
    const { W, b, units } = weights[column - 1], x = column > 1 ? values.a[column - 2] : values.x;
    const now = leadsBack(moment) ? carries(moment, column, scene)?.(i, k) : null;
    const carried = now ?? (i === null ? b[k] : x[i] * W[i * units + k]);
    const role = carried < 0 ? "negative" : carried > 0 ? "positive" : "quiet";
    strokes.one(context, scene, marked, { style: colours.of("selection"), width: OUTLINED });
    strokes.one(context, scene, marked, { style: colours.of("zero"), width: MARKED + 1.5 });
    strokes.one(context, scene, marked, { style: colours.of(role), width: MARKED });
  }
}

// Whether all lines of a network are drawn, and not only those of one neuron.
export const small = (weights) => weights.reduce((sum, { W }) => sum + W.length, 0) <= FEW;
