// Paints a network: tiles, the lines between them, and what flows along them.
import { reach, strongest } from "./values.js";

const FEW = 300; // edges: a network with no more shows all of them
const INTO = 40, OUT_OF = 24, AT_ONCE = 160; // edges into a neuron, out of it, in a flow
const CORNER = 0.18; // of a tile's size
const NUMBERED = 46; // px from which a tile has room for its number
const RAMP = 0.55; // of a colour that a number can be read on

// Returns {paint(context, scene), forget}. scene: {layout, shape, weights, values, moment, focus,
// picture, tiles}. `moment` is null, or {column, kind, t}: the walk has come so far. `focus` is
// [column, neuron] or null. forget: the theme has changed.
export function createPainter(colours) {
  let ramps = null, atlas = null, atlasOf = null, ink = null, inkOf = null;
  const mix = (from, to, t) => from.map((v, k) => v + (to[k] - v) * t);
  const css = ([r, g, b]) => `rgb(${Math.round(r)} ${Math.round(g)} ${Math.round(b)})`;
  function colour(value, most, signed, strength = 1) {
    ramps ??= Object.fromEntries(["zero", "amount", "positive", "negative"].map(
      (role) => [role, colours.of(role).match(/[\d.]+/g).slice(0, 3).map(Number)]));
    const end = signed ? (value < 0 ? "negative" : "positive") : "amount";
    return mix(ramps.zero, ramps[end], most ? Math.min(1, Math.abs(value) / most) * strength : 0);
  }

  // What a tile shows now: [r, g, b], or null before its layer is reached.
  function tile({ values, weights, moment, shape, layout }, column, most, signed, k) {
    const strength = layout.columns[column].size >= NUMBERED ? RAMP : 1;
    if (column === 0) return colour(values.x[k], most.x, most.xSigned, strength);
    const l = column - 1, z = values.z[l][k], a = values.a[l][k];
    const bent = colour(a, most.a[l], signed[l], strength);
    if (!moment || column < moment.column) return bent;
    if (column > moment.column) return null;
    const sum = weights ? z - weights[l].b[k] : z;
    const at = (v) => colour(v, most.z[l], true, strength);
    if (moment.kind === "sum") return mix(ramps.zero, at(sum), moment.t);
    if (moment.kind === "bias") return at(sum + (z - sum) * moment.t);
    return mix(at(z), bent, moment.t);
  }

  function tiles(context, scene, most) {
    const { layout, shape, focus } = scene;
    layout.columns.forEach((column, c) => column.at.forEach(({ x, y }, k) => {
      const gap = column.size > 12 ? 2 : 1, side = Math.min(column.size, column.pitch ?? 99) - gap;
      const fill = tile(scene, c, most, most.signed, k);
      context.beginPath();
      context.roundRect(x - side / 2, y - side / 2, side, side, side * CORNER);
      context.fillStyle = fill ? css(fill) : colours.of("zero");
      context.fill();
      if (scene.tiles === "weights" && c === 1 && atlas && fill) {
        const from = place(k);
        context.drawImage(atlas, ...from, shape.side, shape.side, x - side / 2, y - side / 2, side, side);
        context.fillStyle = colours.of("amount");
        const lit = Math.max(0, scene.values.a[0][k]) / (most.a[0] || 1);
        context.fillRect(x - side / 2, y + side / 2 - 3, side * lit, 3);
      }
      context.lineWidth = 1;
      context.strokeStyle = colours.of("line");
      context.stroke();
      if (focus?.[0] !== c || focus[1] !== k) return;
      context.lineWidth = 2;
      context.strokeStyle = colours.of("selection");
      context.beginPath();
      context.roundRect(x - side / 2 - 2, y - side / 2 - 2, side + 4, side + 4, side * CORNER + 2);
      context.stroke();
    }));
  }

  const wide = 16, place = (k) => [k % wide, Math.floor(k / wide)].map((v) => v * (atlas.side + 1));
  function weightPictures({ shape, weights }) { // of the first layer, each about its own zero
    if (!weights || !shape.side || atlasOf === weights) return;
    const { side } = shape, units = shape.units[0];
    atlas = new OffscreenCanvas(wide * (side + 1), Math.ceil(units / wide) * (side + 1));
    atlas.side = side;
    atlasOf = weights;
    const context = atlas.getContext("2d");
    for (let k = 0; k < units; k += 1) {
      const own = Float32Array.from({ length: side * side }, (_, i) => weights[0].W[i * units + k]);
      const most = reach(own), image = context.createImageData(side, side);
      own.forEach((w, i) => image.data.set([...colour(w, most, true), 255], 4 * i));
      context.putImageData(image, ...place(k));
    }
  }

  function inked({ picture, shape, values }, context) {
    if (!picture) return;
    const { side } = shape;
    if (inkOf !== values) {
      inkOf = values;
      ink = new OffscreenCanvas(side, side);
      const own = ink.getContext("2d"), image = own.createImageData(side, side);
      values.x.forEach((v, i) => image.data.set([...colour(v, 1, false), 255], 4 * i));
      own.putImageData(image, 0, 0);
    }
    context.imageSmoothingEnabled = false;
    context.drawImage(ink, picture.x, picture.y, picture.size, picture.size);
    context.imageSmoothingEnabled = true;
    context.lineWidth = 1;
    context.strokeStyle = colours.of("line");
    context.strokeRect(picture.x + 0.5, picture.y + 0.5, picture.size - 1, picture.size - 1);
  }

  function line(context, { stacked }, from, to, carried, most, t = 1) {
    const part = Math.abs(carried) / most;
    context.strokeStyle = colours.of(carried < 0 ? "negative" : "positive");
    context.lineWidth = 0.75 + 3.75 * part;
    context.globalAlpha = 0.3 + 0.7 * part;
    const bend = stacked ? [0, (to.y - from.y) / 2] : [(to.x - from.x) / 2, 0];
    const [p, q] = [{ x: from.x + bend[0], y: from.y + bend[1] }, { x: to.x - bend[0], y: to.y - bend[1] }];
    context.beginPath();
    context.moveTo(from.x, from.y);
    if (t === 1) context.bezierCurveTo(p.x, p.y, q.x, q.y, to.x, to.y);
    else { // its first part only (de Casteljau 1959)
      const way = (a, b) => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
      const [ab, bc, cd] = [way(from, p), way(p, q), way(q, to)], [abc, bcd] = [way(ab, bc), way(bc, cd)];
      const end = way(abc, bcd);
      context.bezierCurveTo(ab.x, ab.y, abc.x, abc.y, end.x, end.y);
    }
    context.stroke();
  }

  // From where a line leaves a neuron, or an input, and where it arrives.
  const leaves = ({ layout, shape }, c, k) => {
    if (c === 0 && shape.side) {
      const { x, y, size } = layout.picture, unit = size / shape.side;
      return { x: x + (k % shape.side + 0.5) * unit, y: y + (Math.floor(k / shape.side) + 0.5) * unit };
    }
    return edge(layout, c, k, 1);
  };
  function edge({ columns, stacked }, c, k, side) {
    const { x, y } = columns[c].at[k], half = columns[c].size / 2 - 1;
    return stacked ? { x, y: y + side * half } : { x: x + side * half, y };
  }

  // Draws edges [i, k, flow] that end in a column, and what comes from its bias.
  function edges(context, scene, column, found, biases, most, t) {
    const { layout } = scene, one = layout.biases[column - 1];
    const from = layout.stacked ? { x: one.x, y: one.y + 7 } : { x: one.x + 7, y: one.y };
    for (const [k, b] of biases) {
      if (b !== 0) line(context, layout, from, edge(layout, column, k, -1), b, most, t);
    }
    if (column === 1 && scene.shape.side && !layout.picture) return;
    for (const [i, k, carried] of found) {
      line(context, layout, leaves(scene, column - 1, i), edge(layout, column, k, -1), carried, most, t);
    }
  }

  let flowing = {}; // the edges of the flow that is under way
  function inFlow({ values, weights }, l, x) {
    if (flowing.values !== values || flowing.l !== l) {
      flowing = { values, l, found: strongest(weights[l], x, { most: AT_ONCE }) };
    }
    return flowing.found;
  }

  function lines(context, scene) {
    const { weights, values, shape, moment, focus } = scene;
    if (!weights) return;
    const into = (l) => (l ? values.a[l - 1] : values.x);
    const size = (found, biases) => reach([...found, ...biases].map((one) => one.at(-1))) || 1;
    const shown = (column) => !moment || column <= moment.column;
    const all = (l) => [...weights[l].b].map((b, k) => [k, b]);
    const few = weights.reduce((sum, { W }) => sum + W.length, 0) <= FEW;
    if (moment?.column && moment.kind !== "activation") {
      const l = moment.column - 1, bias = moment.kind === "bias";
      const found = bias ? [] : inFlow(scene, l, into(l));
      const biases = bias ? all(l) : [];
      edges(context, scene, moment.column, found, biases, size(found, biases), moment.t);
    } else if (few && !focus) {
      weights.forEach((layer, l) => {
        if (!shown(l + 1)) return;
        const found = strongest(layer, into(l), { most: FEW }), biases = all(l);
        edges(context, scene, l + 1, found, biases, size(found, biases));
      });
    }
    if (!focus || !shown(focus[0])) return;
    const [column, k] = focus;
    if (column > 0) {
      const found = strongest(weights[column - 1], into(column - 1), { to: k, most: INTO });
      const bias = [[k, weights[column - 1].b[k]]];
      edges(context, scene, column, found, bias, size(found, bias));
    }
    if (column < shape.units.length && shown(column + 1)) {
      const found = strongest(weights[column], into(column), { from: k, most: OUT_OF });
      edges(context, scene, column + 1, found, [], size(found, []));
    }
  }

  function ones(context, { layout }) { // the inputs that are always 1; their weights are the biases
    for (const { x, y } of layout.biases) {
      context.beginPath();
      context.arc(x, y, 7, 0, 2 * Math.PI);
      context.fillStyle = colours.of("zero");
      context.fill();
      context.lineWidth = 1;
      context.strokeStyle = colours.of("quiet");
      context.stroke();
      context.fillStyle = colours.of("quiet");
      Object.assign(context, { font: "11px sans-serif", textAlign: "center", textBaseline: "middle" });
      context.fillText("1", x, y + 0.5);
    }
  }

  return {
    paint(context, scene) {
      const { values, shape } = scene;
      if (!values) return;
      const most = { x: reach(values.x), xSigned: values.x.some((v) => v < 0) };
      most.a = values.a.map((a, l) => (shape.activations[l] === "softmax" ? 1 : reach(a)));
      most.z = values.z.map((z, l) => Math.max(reach(z), scene.weights ? reach(scene.weights[l].b) : 0));
      most.signed = values.a.map((a) => a.some((v) => v < 0));
      if (scene.tiles === "weights") weightPictures(scene);
      if (scene.ownPicture) inked({ ...scene, picture: scene.layout.picture }, context);
      tiles(context, scene, most);
      ones(context, scene);
      lines(context, scene);
      context.globalAlpha = 1;
    },
    forget() { ramps = atlasOf = inkOf = null; },
  };
}
