// Paints a network: the picture that goes in, a tile for each neuron, and the lines between them.
import { leadsBack, stages } from "./back.js";
import { createLines } from "./lines.js";
import { createRamp, css, mix } from "./ramp.js";
import { reach } from "./values.js";
import { into } from "./weights.js";

const CORNER = 0.18; // of a tile's size
const RAMP = 0.55; // of a colour that a number can be read on
const LIT = 3; // px, height of the mark under a picture of weights that says how active its neuron is
const FAINT = 0.22; // of an activation's colour that the way back has not come to
export const NUMBERED = 46; // px from which a tile has room for its number

// Returns {paint(context, scene), forget}. scene: {layout, shape, weights, values, gradients, moment,
// focus, marked, pictured, views, inside}. `moment` is null, or {column, kind, t}: the walk has come so far.
// `gradients` are null where nothing is said of a loss. `focus` is [column, neuron] or null, `marked`
// [column, input, neuron]: one line that stands out. pictured: the first layer's tiles show their
// weights. views[column][neuron] is a picture that a tile shows instead of its colour, if there is
// one. inside: the input's picture is to be painted too. forget: the theme has changed.
export function createPainter(colours) {
  const ramp = createRamp(colours), lines = createLines(colours);
  let ink = {}, blamed = {}, weighing = {}; // pictures, and of what they are

  return {
    paint(context, scene) {
      const { values, weights, gradients, shape, layout, focus } = scene;
      if (!values) return;
      if (scene.pictured) picturesOf(weights, shape);
      if (scene.inside) picture(context, scene);
      layout.columns.forEach((column, c) => {
        const shows = showing(scene, c);
        column.at.forEach((at, k) => tile(context, scene, c, k, square(column, at), shows(k)));
      });
      for (const one of layout.biases) always1(context, one);
      lines(context, scene);
      if (gradients) ring(context, layout, [layout.columns.length - 1, gradients.truth], "truth");
      if (focus) ring(context, layout, focus, "selection");
    },
    forget() {
      ramp.forget();
      ink = blamed = weighing = {};
    },
  };

  // Returns what the tile of each neuron of a column shows now: [r, g, b], or null while the walk
  // has not reached it.
  function showing(scene, c) {
    const { values, weights, moment, shape, layout } = scene;
    if (leadsBack(moment)) return back(scene, c);
    const strength = layout.columns[c].size >= NUMBERED ? RAMP : 1;
    const shade = (numbers, most = reach(numbers), signed = numbers.some((v) => v < 0)) => (
      (v) => ramp.of(v, most / strength, signed));
    if (c === 0) {
      const input = shade(values.x);
      return (k) => input(values.x[k]);
    }
    const l = c - 1, [z, a] = [values.z[l], values.a[l]];
    const bent = shade(a, shape.activations[l] === "softmax" ? 1 : reach(a));
    if (!moment || c < moment.column) return (k) => bent(a[k]);
    if (c > moment.column) return () => null;
    const b = weights?.[l].b ?? new Float32Array(z.length), summed = shade(z, reach(z) + reach(b), true);
    if (moment.kind === "sum") return (k) => mix(summed(0), summed(z[k] - b[k]), moment.t);
    if (moment.kind === "z") return (k) => mix(summed(0), summed(z[k]), moment.t);
    if (moment.kind === "bias") return (k) => summed(z[k] - b[k] * (1 - moment.t));
    return (k) => mix(summed(z[k]), bent(a[k]), moment.t);
  }

  function back({ values, gradients, moment, layout }, c) {
    const strength = layout.columns[c].size >= NUMBERED ? RAMP : 1;
    const numbers = c ? values.a[c - 1] : values.x, signed = numbers.some((v) => v < 0);
    const faint = (k) => ramp.of(numbers[k], reach(numbers) / strength / FAINT, signed);
    const [before, after] = stages(moment, c).map((name) => {
      if (!name) return faint;
      const most = reach(gradients[name][c]) / strength;
      return (k) => ramp.of(gradients[name][c][k], most, true);
    });
    return (k) => mix(before(k), after(k), moment.t);
  }

  function tile(context, { values, weights, pictured, views }, c, k, [x, y, side], fill) {
    context.beginPath();
    context.roundRect(x, y, side, side, side * CORNER);
    context.fillStyle = fill ? css(fill) : colours.of("zero");
    context.fill();
    const seen = views?.[c]?.[k];
    if (seen) {
      context.save();
      context.clip();
      context.drawImage(seen, x, y, side, side);
      context.restore();
      context.beginPath();
      context.roundRect(x, y, side, side, side * CORNER);
    }
    if (pictured && c === 1 && weights && weighing.weights === weights && fill) {
      context.drawImage(weighing.pictures[k], x, y, side, side);
      context.fillStyle = colours.of("amount");
      const a = values.a[0];
      context.fillRect(x, y + side - LIT, side * Math.max(0, a[k] / (reach(a) || 1)), LIT);
    }
    context.lineWidth = 1;
    context.strokeStyle = colours.of("line");
    context.stroke();
  }

  function ring(context, { columns }, [c, k], role) {
    if (!columns[c].at[k]) return;
    const [x, y, side] = square(columns[c], columns[c].at[k]);
    context.lineWidth = 2;
    context.strokeStyle = colours.of(role);
    context.beginPath();
    context.roundRect(x - 2, y - 2, side + 4, side + 4, side * CORNER + 2);
    context.stroke();
  }

  function picturesOf(weights, { side, units }) { // of the first layer, each about its own zero
    if (!weights || !side || weighing.weights === weights) return;
    const pictures = Array.from({ length: units[0] }, (_, k) => {
      const own = into(weights[0], k);
      return ramp.picture(own, side, reach(own), true);
    });
    weighing = { weights, pictures };
  }

  function picture(context, scene) {
    const { layout, shape, values, gradients, moment } = scene, { x, y, size } = layout.picture;
    if (ink.values !== values) ink = { values, canvas: ramp.picture(values.x, shape.side, 1, false) };
    context.imageSmoothingEnabled = false;
    if (leadsBack(moment)) context.globalAlpha = FAINT;
    context.drawImage(ink.canvas, x, y, size, size);
    if (leadsBack(moment) && stages(moment, 0)[1]) {
      if (blamed.gradients !== gradients) {
        const [numbers] = gradients.a;
        blamed = { gradients, canvas: ramp.picture(numbers, shape.side, reach(numbers), true) };
      }
      context.globalAlpha = moment.t;
      context.drawImage(blamed.canvas, x, y, size, size);
    }
    context.globalAlpha = 1;
    context.imageSmoothingEnabled = true;
    context.lineWidth = 1;
    context.strokeStyle = colours.of("line");
    context.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1);
  }

  function always1(context, { x, y }) { // the input that is always 1; its weights are the biases
    context.beginPath();
    context.arc(x, y, 7, 0, 2 * Math.PI);
    context.fillStyle = colours.of("zero");
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = context.fillStyle = colours.of("quiet");
    context.stroke();
    Object.assign(context, { font: "11px sans-serif", textAlign: "center", textBaseline: "middle" });
    context.fillText("1", x, y + 0.5);
  }
}

// The painted square of a neuron, with a gap to its neighbours: [x, y, side].
function square({ size, pitch = size }, { x, y }) {
  const side = Math.min(size, pitch) - (size > 12 ? 2 : 1);
  return [x - side / 2, y - side / 2, side];
}
