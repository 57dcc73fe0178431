// State `asked` is {n, select: [column, neuron, n], open: code}, the last two where they are asked
// for: another neuron is to be looked at, one of its numbers is to be explained, or none (null).
// `data` has all that is shown of the neuron `place`, in answer to `n`; its weights are fetched.
import { createColours } from "../../lib/colour.js";
import { button, element, fill, tell } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { createRamp } from "../../lib/network/ramp.js";
import { floats } from "../../lib/network/values.js";
import { fetchWeights, into } from "../../lib/network/weights.js";
import { plain } from "../../lib/numbers.js";
import { createBend } from "./bend.js";
import { createPictures } from "./pictures.js";
import { createShares } from "./shares.js";
import { createTerms } from "./terms.js";

export default mount(createView);

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="glass-${id}"]`);
  const colours = createColours(find(".glass")), ramp = createRamp(colours);
  let data = null, send = null, asked = 0, place = null; // the neuron that was asked for last
  let network = null, layers = null; // its name, and its weights once they are here

  function select(column, neuron) {
    place = [column, neuron];
    name(); // at once, before the answer comes
    ask();
  }
  function ask(more = {}) { // an answer that is still to come might be overtaken
    asked += 1;
    const other = String(place) !== String(data.place);
    send("asked", { n: asked, ...(other && { select: [...place, asked] }), ...more });
  }
  const open = (code) => ask({ open: code });
  const pictures = createPictures(find(".pictures"), colours, ramp, (i) => open(`term-${i}`));
  const terms = createTerms(find(".terms"), ramp, {
    select: (i) => select(data.place[0] - 1, i), open,
  });
  const shares = createShares(find(".shares"), { select: (k) => select(data.place[0], k), open });
  const bend = createBend(find("svg"));
  test("previous").onclick = () => select(place[0], place[1] - 1);
  test("next").onclick = () => select(place[0], place[1] + 1);
  test("z").onclick = () => open("z");
  test("a").onclick = () => open("a");
  find(".glass").onkeydown = ({ key }) => { if (key === "Escape" && data.link.open) open(null); };

  const last = () => data.columns.length;
  function name() {
    const [column, neuron] = place, count = data.shape.units[column - 1];
    const labels = column === last() && data.shape.labels, [title, range] = test("neuron").children;
    const called = (k) => (labels ? labels[k] : k);
    const kind = labels ? "the" : column === last() ? "output" : "neuron";
    tell(title, `${kind} ${called(neuron)}`);
    tell(range, `of ${called(0)} to ${called(count - 1)}`);
    test("previous").disabled = neuron === 0;
    test("next").disabled = neuron === count - 1;
    [...find(".columns").children].forEach((choice, l) => {
      choice.ariaPressed = String(l === column - 1);
    });
  }
  function columns() {
    fill(find(".columns"), last(), (l) => {
      const choice = button("", () => select(l + 1, data.columns[l].strongest));
      choice.dataset.testid = `glass-column-${l + 1}`;
      return choice;
    });
    data.columns.forEach((column, l) => tell(find(".columns").children[l], column.name));
  }
  function sum() {
    const list = find(".sum ul");
    fill(list, data.sum.length, (k) => {
      const row = element("li"), number = button("number", () => open(data.sum[k].code));
      row.append(element("span"), number);
      return row;
    });
    data.sum.forEach(({ name: says, side, shown }, k) => {
      const [label, number] = list.children[k].children;
      list.children[k].className = side;
      tell(label, side === "bias" ? "bias b" : says);
      tell(number, plain(shown));
    });
  }
  function result(id, { value, shown }) {
    test(id).dataset.value = value.toFixed(6);
    tell(test(id), plain(shown));
  }
  function show() {
    const [column, neuron] = data.place;
    find(".pictures").hidden = !data.ink;
    for (const part of ["terms", "bend", "shares"]) find(`.${part}`).hidden = !data[part];
    columns();
    name();
    sum();
    result("z", data.z);
    tell(find(".says"), data.says);
    if (data.bend) {
      tell(find("#bend"), data.bend.title);
      tell(find(".effect"), data.bend.effect);
      bend(data.bend.points, [data.z.value, data.bend.a.value]);
      result("a", data.bend.a);
    } else shares.show(data.shares, neuron);
    const from = column === 1 ? "the input" : data.columns[column - 2].name;
    tell(find("#terms"), `From ${from}, the largest first`);
    const { inputs, units, weights } = data.shape, of = data;
    if (weights !== network) [network, layers] = [weights, null];
    paint(layers !== null);
    if (layers) return;
    fetchWeights(weights, inputs, units).catch(() => null).then((fetched) => {
      if (of !== data) return;
      layers = fetched;
      paint(true); // without weights too: they may come with the next update
    });
  }
  function paint(whole) { // what shows weights as pictures; whole: nothing more will come
    const [column, neuron] = data.place;
    const weights = (k) => layers && into(layers[0], k);
    if (data.ink) pictures.show(floats(data.ink), weights(neuron));
    if (data.terms) {
      terms.show(data.terms, {
        who: column === 1 ? "input" : "neuron",
        leads: column > 1,
        tiled: column === 2 && data.shape.side,
        weights,
      });
    }
    if (whole) find(".glass").dataset.neuron = data.place.join("-");
    else delete find(".glass").dataset.neuron;
  }
  return {
    update(newer, setStateValue) {
      [data, send] = [newer, setStateValue];
      if (!place || data.n === asked) place = data.place; // else a later one was asked for
      if (colours.changed()) ramp.forget();
      show();
      writeLink(data.link, { neuron: null, open: null });
    },
    stop() { pictures.stop(); },
  };
}
