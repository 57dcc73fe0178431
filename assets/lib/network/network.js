// The picture of a network, the same on every lesson: columns of neurons from the input to the
// output, each neuron a tile that shows its activation, with lines for the one that is looked at.
import { crisp } from "../canvas.js";
import { element } from "../dom.js";
import { fine, four } from "../numbers.js";
import { aimOf, leadsBack, momentOf, reached, stages } from "./back.js";
import { arrange, neighbour } from "./layout.js";
import { createPainter, NUMBERED } from "./paint.js";
import { decode, decodeGradients, reach } from "./values.js";
import { fetchWeights } from "./weights.js";
import { counted, said, saidOf, saidSum, scale, share, span, title, written } from "./words.js";

const ROOM = 90; // px for a bias with its number

// stage: an empty element, with data-testid="network-view". Functions that are asked or told:
// room() gives {height, picture, rows} as layout.js takes them; onSelect([column, neuron]) and
// onClose() say what the reader does, onLook() that they look at another neuron or number.
export function createNetwork(stage, colours, { room, onSelect, onClose, onLook = () => {} }) {
  const canvas = element("canvas");
  canvas.ariaHidden = "true";
  stage.append(canvas);
  const painter = createPainter(colours);
  let shape = null, layout = null, weights = null, values = null, gradients = null;
  let drawn = null, named = null; // the outline that is built, and the name of its weights
  let selected = null, looked = null, focused = null, moment = null, pictured = false;
  let settled = ""; // the step that the neurons' names tell of
  let views = null; // of each neuron, by column: a picture of its own that its tile shows
  let marked = null, lit = null; // a line, and what another part of the page wants to be seen
  let columns = [], biases = []; // the elements
  const surface = crisp(canvas, (context) => {
    if (!layout) return;
    context.translate(-left, 0);
    painter.paint(context, {
      layout, shape, weights, values, gradients, moment: seen(), focus: lit ? lit.neuron : view.looks,
      marked: lit?.line ?? marked, pictured: pictured && !leadsBack(seen()), views,
      inside: layout.columns[0].width > 0 && shape.side,
    });
  });
  let left = 0; // where the canvas begins: left of the stage where the picture stands there

  function place() { // everything in its place, for the room there is
    const { width } = stage.getBoundingClientRect();
    if (!shape || !width) return;
    layout = arrange(shape, { width, ...room() });
    left = layout.picture ? Math.min(0, layout.picture.x) : 0;
    stage.style.height = `${layout.height}px`;
    Object.assign(canvas.style, { left: `${left}px`, width: `${width - left}px` });
    layout.columns.forEach((column, c) => {
      const { head, range, buttons } = columns[c];
      const top = layout.stacked ? column.y : Math.min(...layout.columns.map(({ y }) => y));
      stand(head, column.x, top - 26, Math.max(column.width, 96));
      stand(range, column.x, column.y + column.height + 2, Math.max(column.width, 96));
      head.hidden = range.hidden = !column.width || column.wide === column.size;
      buttons.forEach((button, k) => {
        const { x, y } = column.at[k], { size, pitch = size, wide = size } = column;
        stand(button, x - size / 2, y - pitch / 2, wide, pitch);
        button.classList.toggle("listed", wide > size);
        button.classList.toggle("numbered", wide === size && size >= NUMBERED);
        button.style.setProperty("--tile", `${size}px`);
      });
    });
    layout.biases.forEach(({ x, y }, l) => stand(biases[l], x - 132, y - 10, 120));
    show();
  }

  function build(newer) {
    stage.replaceChildren(canvas);
    shape = newer;
    const counts = [shape.side ? 0 : shape.inputs, ...shape.units];
    columns = counts.map((count, c) => {
      const group = element("div"), head = element("p", "named"), range = element("p", "scale quiet");
      const many = counted(shape, c);
      head.append(element("b", "", title(shape, c)), ` ${many.split(" ")[0]}`);
      Object.assign(group, { role: "group", ariaLabel: `${title(shape, c)}: ${many}` });
      const buttons = Array.from({ length: count }, (_, k) => neuron(c, k, counts));
      group.append(head, ...buttons, range);
      stage.append(group);
      return { head, range, buttons };
    });
    biases = shape.units.map(() => element("p", "bias quiet"));
    stage.append(...biases);
    reachable();
  }

  function neuron(c, k, counts) {
    const button = element("button", "neuron");
    button.type = "button";
    button.dataset.testid = `neuron-${c}-${k}`;
    button.onclick = () => { focused = null; onSelect([c, k]); };
    button.onpointerenter = ({ pointerType }) => { if (pointerType !== "touch") look([c, k]); };
    button.onpointerleave = () => look(null);
    button.onfocus = () => { if (button.matches(":focus-visible")) { focused = [c, k]; show(); } };
    button.onblur = () => { focused = null; show(); };
    if (c === counts.length - 1) {
      const level = element("i", "level");
      level.append(element("i"));
      button.append(element("b", "", shape.labels?.[k] ?? String(k)), " ", level);
    }
    button.append(element("span"));
    return button;
  }

  function reachable() { // one stop for the Tab key; arrows move on from there
    const [column, k] = focused ?? selected ?? [shape.units.length, 0];
    columns.forEach(({ buttons }, c) => buttons.forEach((button, n) => {
      button.tabIndex = c === column && n === k ? 0 : -1;
    }));
  }
  stage.onkeydown = (event) => {
    const at = event.target.dataset?.testid?.match(/^neuron-(\d+)-(\d+)$/)?.slice(1).map(Number);
    if (event.key === "Escape") onClose();
    if (!at || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const [c, k] = neighbour(layout, at, event.key);
    focused = [c, k];
    reachable();
    columns[c].buttons[k].focus();
    show();
  };
  function look(at) {
    looked = at;
    show();
  }

  const seen = () => (lit ? lit.moment : moment);
  const step = () => (seen() ? `${seen().column} ${seen().kind}` : "");
  const summed = (c) => c > 0 && c === seen()?.column && ["bias", "z"].includes(seen().kind); // z is shown

  // What follows the pen: the tiles and all numbers that can be seen.
  function show() {
    if (!layout || !values) return;
    surface.paint();
    if (step() !== settled) settle();
    const at = lit ? lit.neuron : view.looks, number = leadsBack(seen()) ? backwards() : there();
    columns.forEach(({ buttons, range }, c) => {
      const { scale: says, of } = number(c);
      range.textContent = views ? "" : says; // of what its tiles are filled with
      if (c < shape.units.length && layout.columns[c].size < NUMBERED) return;
      buttons.forEach((button, k) => {
        const { text, part = 0, role = "" } = of(k);
        button.lastChild.textContent = text;
        button.lastChild.className = role;
        const level = button.querySelector(".level i");
        if (level) level.style.width = `${100 * part}%`;
        if (level) level.className = role;
      });
    });
    biases.forEach((node, l) => {
      const own = weights && at?.[0] === l + 1 && (layout.biases[l].x - left > ROOM || layout.stacked);
      node.textContent = own ? `bias ${four(weights[l].b[at[1]])}` : "bias";
      node.classList.toggle("own", Boolean(own));
    });
    onLook();
  }

  // Each gives, of a column, the scale below it and what is written of each of its neurons: its text,
  // how much of the largest it is, and whether it is a "plus", a "minus" or not what this step is about.
  const there = () => (c) => {
    const now = seen();
    const ready = !now || c < now.column || c === now.column && ["input", "activation", "loss"].includes(now.kind);
    return {
      scale: scale(shape, values, c),
      of: (k) => (ready ? { text: written(shape, values, c, k), part: c && share(shape, values, c, k) }
        : { text: summed(c) ? four(values.z[c - 1][k]) : "" }),
    };
  };
  const backwards = () => (c) => {
    const numbers = reached(gradients, seen(), c), most = numbers && reach(numbers);
    if (!numbers) return { scale: "", of: (k) => ({ text: written(shape, values, c, k), role: "faint" }) };
    return {
      scale: span(numbers),
      of: (k) => ({
        text: fine(numbers[k], most).replace("·", "\u200b·"), // a tile breaks the line there
        part: Math.abs(numbers[k]) / (most || 1),
        role: numbers[k] < 0 ? "minus" : "plus",
      }),
    };
  };

  // What a screen reader is told: once the pen is up, and at each step of a walk.
  function settle() {
    if (!values) return;
    settled = step();
    columns.forEach(({ buttons }, c) => {
      const shown = leadsBack(seen()) && stages(seen(), c)[1];
      buttons.forEach((button, k) => {
        button.dataset.value = (c ? values.a[c - 1][k] : values.x[k]).toFixed(6);
        button.ariaLabel = shown ? saidOf(shape, gradients, shown, c, k)
          : (summed(c) ? saidSum : said)(shape, values, c, k);
      });
    });
  }

  const watch = new ResizeObserver(place);
  watch.observe(stage);
  const view = {
    get shape() { return shape; },
    get values() { return values; },
    get gradients() { return gradients; },
    get looks() { return looked ?? focused ?? (moment ? null : selected); }, // one thing at a time
    // data: {inputs, side, units, activations, labels, weights (their name)}. Weights that are here
    // already, as weights.js has them, may come along: they need no name.
    become(data, known = null) {
      const { weights: name, ...outline } = data, now = JSON.stringify(outline);
      if (now !== drawn || name !== named) [named, weights, values] = [name, null, null];
      if (now !== drawn) {
        drawn = now;
        [layout, gradients, moment] = [null, null, null];
        [looked, focused, marked, lit] = [null, null, null, null];
        if (!(selected?.[1] < data.units[selected?.[0] - 1])) selected = null; // it is not there
        build(data);
        place();
      }
      if (known) weights = known;
      else if (!weights) fetchWeights(name, data.inputs, data.units).then((fetched) => {
        if (name !== named) return;
        weights = fetched;
        show();
      }, () => {}); // without lines it still shows what every neuron does
    },
    take(answer, done) { // what the network made of an input; done: nothing newer is on its way
      values = decode(answer);
      show();
      if (done) settle();
    },
    blame(newer) { // the gradients of a loss, for the way back; null for none
      gradients = newer && decodeGradients(newer);
      stage.classList.toggle("blamed", Boolean(newer));
      columns.at(-1)?.buttons.forEach((button, k) => button.classList.toggle("truth", k === gradients?.truth));
      show();
    },
    mark(line) { // [column, input, neuron], always drawn; input is null for a bias; null for none
      marked = line;
      show();
    },
    light(what) { // what another part of the page wants to be seen, as in spotlight.js; null: no more
      const then = what && shape && momentOf(what, shape.units.length);
      lit = then && (gradients || !leadsBack(then)) ? { moment: then, ...aimOf(what) } : null;
      show();
    },
    says() { // of the neuron that is looked at, in one sentence
      const at = view.looks;
      if (!values || !at) return "Press a neuron to look closer.";
      return said(shape, values, ...at);
    },
    select(place) {
      selected = place;
      columns.forEach(({ buttons }, c) => buttons.forEach((button, k) => {
        button.ariaPressed = String(place?.[0] === c && place[1] === k);
      }));
      reachable();
      show();
    },
    at(newer) { // the walk has come to a moment, or is over (null)
      moment = newer;
      show();
    },
    views(newer) { // [[a canvas for each neuron], ...] by column
      views = newer;
      surface.paint();
    },
    pictures(wanted) { // of the first layer's weights, in place of its activations
      pictured = wanted;
      show();
    },
    place,
    paint() {
      painter.forget();
      surface.paint();
    },
    stop() {
      watch.disconnect();
      surface.stop();
    },
  };
  return view;
}

function stand(node, x, y, width, height) {
  Object.assign(node.style, { left: `${x}px`, top: `${y}px`, width: `${width}px` });
  if (height) node.style.height = `${height}px`;
}
