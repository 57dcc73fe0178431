// The picture of a network, the same on every lesson: columns of neurons from the input to the
// output, each neuron a tile that shows its activation, with lines for the one that is looked at.
import { crisp } from "../canvas.js";
import { element } from "../dom.js";
import { four } from "../numbers.js";
import { arrange, neighbour } from "./layout.js";
import { createPainter, NUMBERED } from "./paint.js";
import { decode } from "./values.js";
import { fetchWeights } from "./weights.js";
import { counted, said, scale, share, title, written } from "./words.js";

// stage: an empty element, with data-testid="network-view". Functions that are asked or told:
// room() gives {height, picture, rows} as layout.js takes them; onSelect([column, neuron]) and
// onClose() say what the reader does, onLook() that they look at another neuron or number.
export function createNetwork(stage, colours, { room, onSelect, onClose, onLook = () => {} }) {
  const canvas = element("canvas");
  canvas.ariaHidden = "true";
  stage.append(canvas);
  const painter = createPainter(colours);
  let shape = null, layout = null, weights = null, values = null, named = null;
  let selected = null, looked = null, focused = null, moment = null, pictured = false;
  let columns = [], biases = []; // the elements
  const surface = crisp(canvas, (context) => {
    if (!layout) return;
    context.translate(-left, 0);
    painter.paint(context, {
      layout, shape, weights, values, moment, pictured, focus: view.looks,
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

  // What follows the pen: the tiles and all numbers that can be seen.
  function show() {
    if (!layout || !values) return;
    surface.paint();
    const at = view.looks, last = shape.units.length;
    const reached = (c) => !moment || c < moment.column
      || c === moment.column && ["input", "activation"].includes(moment.kind);
    const summed = (c) => c === moment?.column && moment.kind === "bias";
    columns.forEach(({ buttons, range }, c) => {
      range.textContent = scale(shape, values, c);
      if (c < last && layout.columns[c].size < NUMBERED) return;
      buttons.forEach((button, k) => {
        button.lastChild.textContent = reached(c) ? written(shape, values, c, k)
          : summed(c) ? four(values.z[c - 1][k]) : "";
        if (c < last) return;
        const level = button.querySelector(".level i");
        level.style.width = reached(c) ? `${100 * share(shape, values, c, k)}%` : "0";
      });
    });
    biases.forEach((node, l) => {
      const own = weights && at?.[0] === l + 1;
      node.textContent = own ? `bias ${four(weights[l].b[at[1]])}` : "bias";
      node.classList.toggle("own", Boolean(own));
    });
    onLook();
  }

  // What a screen reader is told: once the pen is up.
  function settle() {
    if (!values) return;
    columns.forEach(({ buttons }, c) => buttons.forEach((button, k) => {
      button.dataset.value = (c ? values.a[c - 1][k] : values.x[k]).toFixed(6);
      button.ariaLabel = said(shape, values, c, k);
    }));
  }

  const watch = new ResizeObserver(place);
  watch.observe(stage);
  const view = {
    get shape() { return shape; },
    get values() { return values; },
    get looks() { return looked ?? focused ?? (moment ? null : selected); }, // one thing at a time
    // data: {inputs, side, units, activations, labels, weights (their name)}
    become(data) {
      const now = JSON.stringify(data);
      if (now !== named) {
        named = now;
        [layout, weights, values, moment, looked, focused] = [null, null, null, null, null, null];
        if (!(selected?.[1] < data.units[selected?.[0] - 1])) selected = null; // it is not there
        build(data);
        place();
      }
      if (!weights) fetchWeights(data.weights, data.inputs, data.units).then((fetched) => {
        if (now !== named) return;
        weights = fetched;
        show();
      }, () => {}); // without lines it still shows what every neuron does
    },
    take(answer, done) { // what the network made of an input; done: nothing newer is on its way
      values = decode(answer);
      show();
      if (done) settle();
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
