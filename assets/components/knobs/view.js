// State `asked` is {n, choose: [column, input or null for the bias, neuron] or "any", fresh: a seed or
// null for the network's own numbers, open: the code of a number or null, follow: the code of what the
// slider makes of the open one}: each only where it is asked for. `data` has what the outputs are for each place of the slider.
import { createAsking } from "../../lib/asking.js";
import { createColours } from "../../lib/colour.js";
import { button, element, fill, tell, within } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { fetchWeights } from "../../lib/network/weights.js";
import { title } from "../../lib/network/words.js";
import { four, plain } from "../../lib/numbers.js";
import { createMap } from "./map.js";
import { createOutputs } from "./outputs.js";

export default mount(createView);

const BLEND = "Here a dot is less than a pixel, so neighbours blend. ";
const FIRST = 1; // the seed that random numbers are drawn from at first

function createView(root, { shape: { labels } }) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="knobs-${id}"]`);
  const section = find(".knobs"), slider = test("turn"), lane = createAsking();
  let data = null, weights = null, of = ""; // the weights that are here, and their name
  let at = 0, dot = 1, hovered = null, which = ""; // where the slider is, and of which number

  const open = (code) => lane.ask({ open: code });
  const middle = () => (data.outputs.length - 1) / 2;
  const map = createMap(find(".map"), find(".lens"), createColours(section), {
    choose: (choose) => lane.ask({ choose }),
    over(found) {
      hovered = found;
      under();
    },
    sized(pixels) {
      dot = pixels;
      under();
    },
  });
  const outputs = createOutputs(find(".outputs"), labels, (k, live) => (
    open(live ? `output-${k}-${at}` : `trained-${k}`)));

  slider.oninput = () => go(Number(slider.value));
  test("back").onclick = () => go(middle());
  test("other").onclick = () => lane.ask({ choose: "any" });
  test("trained").onclick = () => lane.ask({ fresh: null });
  test("fresh").onclick = () => lane.ask({ fresh: data.seed ?? FIRST });
  test("again").onclick = () => lane.ask({ fresh: data.next });
  test("number").onclick = () => open("number");
  section.onkeydown = ({ key }) => { if (key === "Escape" && data.opened) open(null); };

  function go(place) {
    at = place;
    turn();
    const output = /^output-(\d)-/.exec(data.opened ?? "");
    if (output) lane.ask({ follow: `output-${output[1]}-${at}` }); // it explains what is shown now
  }
  function turn() {
    const here = plain(data.written[at]);
    slider.value = at;
    slider.setAttribute("aria-valuetext", here);
    tell(test("value"), here);
    test("back").disabled = at === middle();
    outputs(data.outputs[at], data.outputs[middle()], data.own);
    paint();
  }
  function paint() {
    if (!weights) return;
    const names = data.layers.map(({ column, value }) => `${column}: ${value.toLocaleString("en")}`);
    map.show({ ...data, weights, names, value: data.values[at] });
  }
  function under() {
    if (!hovered || !weights) {
      return tell(test("under"), `${dot < 1 ? BLEND : ""}One dot is one number; those in a strip apart are biases. Press any.`);
    }
    const [c, i, k] = hovered, { W, b, units } = weights[c - 1];
    return tell(test("under"), `${called(data.shape, hovered)}: ${four(i === null ? b[k] : W[i * units + k])}`);
  }
  function counted() {
    const rows = [["a x² + b x + c", "a, b, c", null], ...data.layers.map((one) => [one.column, one.sum, one]),
      ["the network", "", data.total]];
    fill(find("tbody"), rows.length, row);
    rows.forEach(([name, sum, number], n) => {
      const { children: [head, how, much] } = find("tbody").children[n];
      tell(head, name);
      tell(how, sum);
      write(much.firstChild, number);
    });
  }
  function row() {
    const made = element("tr");
    made.append(Object.assign(element("th"), { scope: "row" }), element("td"), within("td", button("number")));
    return made;
  }
  function write(node, number) { // the three of a, b and c open nothing
    tell(node, number ? number.value.toLocaleString("en") : "3");
    node.disabled = !number;
    if (!number) return;
    node.ariaLabel = `${number.name}: ${node.textContent}`;
    node.dataset.testid = `knobs-${number.code}`;
    node.onclick = () => open(number.code);
  }
  function show() {
    const { number, printed, full, trained, seed, own } = data;
    Object.assign(section.dataset, { count: data.total.value, number: number.map((n) => n ?? "b").join("-") });
    counted();
    tell(test("name"), printed.name[0].toUpperCase() + printed.name.slice(1));
    tell(test("number"), plain(printed.shown));
    test("number").ariaLabel = `${printed.name}: ${plain(printed.shown)}`;
    tell(find(".least"), `−${full} or less`);
    tell(find(".most"), `${full} or more`);
    find(".which").hidden = !trained;
    find(".already").hidden = trained;
    test("trained").ariaPressed = String(own === null);
    test("fresh").ariaPressed = String(own !== null);
    test("again").disabled = own === null;
    tell(find(".as"), own || !trained ? "as drawn" : "as trained");
    tell(find(".heads .name"), trained ? "trained" : "random");
    for (const name of ["says", "blank", "about"]) tell(test(name), data[name]);
    find(".map").ariaLabel = `${data.total.value.toLocaleString("en")} numbers as dots. Chosen: ${printed.name}, `
      + `${plain(printed.shown)}. Arrow keys choose the next one.`;
    slider.max = data.outputs.length - 1;
    under();
    turn();
  }
  function load() {
    const { weights: name, shape } = data;
    if (of === name) return;
    fetchWeights(name, shape.inputs, shape.units).then((found) => {
      if (name !== data.weights) return; // overtaken
      [weights, of] = [found, name];
      section.dataset.weights = name;
      show();
    }).catch(() => {}); // it stays as it was; the numbers beside it are right
  }
  return {
    update(newer, setStateValue) {
      data = newer;
      lane.receive(data.n, setStateValue);
      const now = JSON.stringify([data.number, data.weights]);
      const asked = /^output-\d-(\d+)$/.exec(data.opened ?? "");
      if (now !== which) [which, at] = [now, asked ? Number(asked[1]) : middle()];
      load();
      show();
      writeLink(data.link, { number: null, fresh: null, open: null });
    },
    stop() {
      lane.stop();
      map.stop();
    },
  };
}

// A number in words, as the core has it.
function called(shape, [c, i, k]) {
  const neuron = (column, n) => (
    column === shape.units.length ? `output ${n}` : `neuron ${n} in ${title(shape, column)}`);
  if (i === null) return `bias of ${neuron(c, k)}`;
  const pixel = shape.side && `pixel in row ${Math.floor(i / shape.side)}, column ${i % shape.side}`;
  return `weight from ${c > 1 ? neuron(c - 1, i) : pixel ?? `input ${i}`} to ${neuron(c, k)}`;
}
