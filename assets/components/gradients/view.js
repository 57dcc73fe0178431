// State `asked` is {n, choose: [column, input, neuron]}. `data` has, of the layer of the weight `at`
// (its input is null for a bias), what `came` in and what comes `back` to its sums: a gradient is
// one of those times one of these, and times `times` what is painted. The weights are fetched.
import { crisp } from "../../lib/canvas.js";
import { createColours } from "../../lib/colour.js";
import { element, tell } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { createRamp } from "../../lib/network/ramp.js";
import { floats } from "../../lib/network/values.js";
import { fetchWeights } from "../../lib/network/weights.js";
import { four, plain, significant } from "../../lib/numbers.js";
import { createLayer, paintLayer } from "./layer.js";

export default mount(createView);

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function createView(root, { n }) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="gradients-${id}"]`);
  const colours = createColours(find(".gradients")), ramp = createRamp(colours);
  let data = null, send = null, asked = n;
  let painted = null; // what the pictures show
  let layer = null, weights = null, came = null, back = null, looked = null; // looked: [i, k]

  const pictures = ["weights", "back"].map((name) => {
    const figure = find(`.${name}`), canvas = figure.querySelector("canvas");
    const picture = { figure, pixels: null };
    figure.querySelector("figcaption").append(element("b"), element("span"));
    picture.surface = crisp(canvas, (context, width, height) => {
      if (layer) draw(context, picture.pixels, width, height);
    });
    canvas.onpointermove = canvas.onpointerdown = (event) => look(under(event));
    canvas.onpointerleave = () => look(null);
    canvas.onclick = (event) => choose(under(event));
    return picture;
  });
  test("pictures").onkeydown = ({ key, shiftKey }) => {
    if (key === "Enter") choose(looked);
    if (key === "Escape") look(null);
    if (!MOVES[key]) return true;
    if (looked) move(MOVES[key], shiftKey ? layer.tile ?? 8 : 1);
    else look([data.at[1] ?? 0, data.at[2]]);
    return false; // the page does not scroll
  };
  test("pictures").onblur = () => look(null);

  function choose(found) {
    if (found) send("asked", { n: asked += 1, choose: [data.at[0], ...found] });
  }
  function move([dx, dy], far) {
    const [x, y] = layer.at(...looked);
    look(layer.of(within(x + far * dx, layer.wide), within(y + far * dy, layer.high)) ?? looked);
  }
  const within = (v, count) => Math.max(0, Math.min(count - 1, v));
  // How large one weight is drawn. Tiles keep their shape; a table fills the place that it has.
  function scale(width, height) {
    const [x, y] = [width / layer.wide, height / layer.high];
    return layer.tile ? [Math.min(x, y), Math.min(x, y)] : [x, y];
  }
  function under({ offsetX, offsetY, target }) {
    if (!layer) return null;
    const [x, y] = scale(target.clientWidth, target.clientHeight);
    return layer.of(Math.floor(Math.max(0, offsetX) / x), Math.floor(Math.max(0, offsetY) / y));
  }
  function look(found) {
    looked = found;
    tell(test("told"), found ? told(...found) : "Point at a weight to read it. Press it to choose it.");
    test("told").classList.toggle("quiet", !found);
    for (const { surface } of pictures) surface.paint();
  }
  function told(i, k) {
    const { side, columns: [before, after], times, step, shape } = data;
    const from = side ? `row ${Math.floor(i / side)}, column ${i % side}`
      : before === "input" ? `input ${i}` : `neuron ${i} of ${before}`;
    const weight = weights ? ` weight ${four(weights.W[i * shape.units[data.at[0] - 1] + k])};` : "";
    const gradient = significant(times * came[i] * back[k]);
    const to = after === "output" ? after : "neuron";
    return `From ${from} to ${to} ${k}:${weight} ${four(came[i])} came in; `
      + `${step ? "one step adds" : "gradient"} ${gradient}`;
  }

  function draw(context, pixels, width, height) {
    const [x, y] = scale(width, height);
    context.imageSmoothingEnabled = x * devicePixelRatio < 1;
    if (pixels) context.drawImage(pixels, 0, 0, layer.wide * x, layer.high * y);
    if (layer.tile) rule(context, layer.tile * x, layer.wide * x, layer.high * y);
    outline(context, data.at[1], data.at[2], x, y, width, height);
    if (looked) outline(context, ...looked, x, y, width, height);
  }
  function rule(context, tile, width, height) { // between the tiles
    context.strokeStyle = colours.of("line");
    context.lineWidth = 1;
    context.beginPath();
    for (let x = tile; x < width - 1; x += tile) { context.moveTo(x, 0); context.lineTo(x, height); }
    for (let y = tile; y < height - 1; y += tile) { context.moveTo(0, y); context.lineTo(width, y); }
    context.stroke();
  }
  // One weight, and its neuron's tile or the lines that lead to it; of a bias (null) only the neuron.
  function outline(context, i, k, x, y, width, height) {
    const [left, top] = layer.at(i ?? 0, k), { tile } = layer;
    context.strokeStyle = colours.of("selection");
    if (tile) {
      const [first, above] = layer.at(0, k);
      context.lineWidth = 2;
      context.strokeRect(first * x, above * y, tile * x, tile * y);
    } else {
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(0, (top + 0.5) * y);
      context.lineTo(width, (top + 0.5) * y);
      if (i !== null) { context.moveTo((left + 0.5) * x, 0); context.lineTo((left + 0.5) * x, height); }
      context.stroke();
    }
    if (i === null) return;
    const [wide, high] = [Math.max(x, 5) + 2, Math.max(y, 5) + 2]; // that it can be seen
    const inside = (middle, size, room) => Math.max(1, Math.min(room - size - 1, middle - size / 2));
    context.lineWidth = 2;
    context.strokeRect(
      inside((left + 0.5) * x, wide, width), inside((top + 0.5) * y, high, height), wide, high,
    );
  }

  function paint(value) { // made only when something has changed
    const { columns, reaches, step, times } = data, { units } = data.shape;
    const count = units[data.at[0] - 1];
    const values = [
      weights && ((i, k) => weights.W[i * count + k]),
      (i, k) => times * came[i] * back[k],
    ];
    const titles = [`Weights w of ${columns[1]}`,
      step ? "One step adds −η · dL/dw" : "Their gradients dL/dw"];
    const axes = layer.tile ? "a tile for each neuron" : `→ from ${columns[0]}, ↓ to ${columns[1]}`;
    pictures.forEach(({ figure, surface }, n) => {
      const [title, laid] = figure.querySelector("figcaption").children;
      const [low, high] = figure.querySelectorAll(".range span"), { value: most, shown } = reaches[n];
      tell(title, titles[n]);
      tell(laid, axes);
      [low.textContent, high.textContent] = [most ? `−${plain(shown)}` : "0", plain(shown)];
      pictures[n].pixels = values[n] && paintLayer(layer, ramp, most, values[n]);
      surface.paint();
    });
    if (value) find(".gradients").dataset.column = data.at[0];
  }
  function show() {
    const { at, link, n, says, ...shown } = data, now = JSON.stringify([at[0], shown]);
    tell(test("says"), says);
    if (now !== painted) {
      painted = now;
      weights = null;
      delete find(".gradients").dataset.column;
      const { inputs, units } = shown.shape, l = at[0] - 1;
      layer = createLayer(l ? units[l - 1] : inputs, units[l], shown.side);
      [came, back] = [floats(shown.came), floats(shown.back)];
      paint(false);
      fetchWeights(shown.shape.weights, inputs, units).then((fetched) => {
        if (now !== painted) return;
        weights = fetched[l];
        paint(true);
      }, () => {}); // without them the gradients stand alone
      look(null);
    }
    for (const { surface } of pictures) surface.paint(); // another weight may be chosen
  }
  return {
    update(newer, setStateValue) {
      [data, send] = [newer, setStateValue];
      if (colours.changed()) {
        ramp.forget();
        painted = null;
      }
      show();
      writeLink(data.link, { weight: null });
    },
    stop() { for (const { surface } of pictures) surface.stop(); },
  };
}
