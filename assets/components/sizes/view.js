// How large gradients, the next step and the weights are, layer by layer, on one logarithmic axis.
import { element, fill, tell } from "../../lib/dom.js";
import { lookAt } from "../../lib/looking.js";
import { mount } from "../../lib/mount.js";
import { four, percent, significant } from "../../lib/numbers.js";

export default mount(createView);

const [LEAST, MOST] = [-8, 2]; // powers of ten where the axis begins and ends
const ORDINARY = 1e-3; // from here on a weight has four decimals
const COLUMNS = { gradient: "gradient", update: "next step", weights: "weights" };

function createView(root) {
  const test = (id) => root.querySelector(`[data-testid="${id}"]`);
  const rows = [];
  const look = lookAt("sizes", ({ layers, step, ...others }) => {
    fill(root.querySelector("tbody"), layers.length, row);
    layers.forEach((layer, l) => show(rows[l], layer));
    tell(test("sizes-note"), note(layers.length - 1, others));
    test("sizes").dataset.step = step;
  });

  function row(l) {
    const tr = element("tr"), name = Object.assign(element("th"), { scope: "row" });
    const sizes = Object.fromEntries(Object.entries(COLUMNS).map(([key, title]) => {
      const pair = ["W", "b"].map((letter) => {
        const size = element("div", letter === "b" ? "size bias" : "size");
        const track = element("div", "track"), bar = element("div", "fill"), value = element("span", "value");
        track.append(bar);
        size.append(element("i", "", letter), track, value);
        return { size, bar, value };
      });
      return [key, { td: cell(title, ...pair.map(({ size }) => size)), pair }];
    }));
    const ratio = element("span", "ratio");
    const silent = ["dead", "saturated"].map((title) => {
      const share = element("div", "share"), value = element("span", "value");
      share.append(element("span", "", title), value);
      return { share, value };
    });
    tr.append(name, ...Object.values(sizes).map(({ td }) => td), cell("step : weights", ratio),
      cell("silent", ...silent.map(({ share }) => share)));
    tr.dataset.testid = `size-${l}`;
    rows.push({ tr, name, sizes, ratio, silent });
    return tr;
  }
  return { update() {}, stop: look.stop };
}

function cell(title, ...children) {
  const td = element("td");
  td.dataset.name = title;
  td.append(...children);
  return td;
}

function show({ tr, name, sizes, ratio, silent }, layer) {
  tell(name, layer.name);
  for (const [key, { pair }] of Object.entries(sizes)) {
    pair.forEach(({ bar, value }, k) => {
      bar.style.width = `${long(layer[key][k])}%`;
      tell(value, written(layer[key][k], key === "weights"));
    });
  }
  tell(ratio, layer.ratio === null ? "–" : significant(layer.ratio));
  ["dead", "saturated"].forEach((key, k) => {
    tell(silent[k].value, layer[key] === null ? "–" : percent(layer[key]));
  });
  const { gradient: [gradient], update: [update], dead, saturated } = layer;
  Object.assign(tr.dataset, { gradient, update, dead, saturated });
}

const long = (v) => (v === null ? 100
  : Math.max(0, Math.min(100, 100 * (Math.log10(v || 10 ** LEAST) - LEAST) / (MOST - LEAST))));

function written(v, weight) {
  if (v === null) return "not finite";
  return weight && (!v || v >= ORDINARY) ? four(v) : significant(v);
}

function note(hidden, { activation, optimizer, l2 }) {
  const parts = {
    relu: "A ReLU is dead if none of the first 1,000 digits turns it on: no gradient gets through it.",
    leaky_relu: "A leaky ReLU counts as dead if none of the first 1,000 digits turns it on: a hundredth of the "
      + "gradient still gets through.",
    identity: "A linear neuron can be neither dead nor saturated.",
  };
  const flat = "A neuron is saturated if it lies on a flat end of its curve for nearly all of the first 1,000 "
    + "digits: next to no gradient gets through it.";
  const made = {
    sgd: "The step is the learning rate times the gradient",
    momentum: "The step is the learning rate times momentum's velocity",
    adam: "Adam divides each gradient by its usual size, so the step hardly depends on how large that is",
  }[optimizer];
  const silent = hidden ? parts[activation] ?? flat : "Only hidden neurons are asked whether they are silent.";
  return `${made}${l2 ? ", L2 included" : ""}. ${silent}`;
}
