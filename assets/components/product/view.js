// State `asked` is {n, numbers, between, open}: the numbers of both layers and what is between them,
// all of it each time; `open`, where it is asked for, is the code of a number to explain, or null for
// none. `data` answers the message `n`.
import { createAsking } from "../../lib/asking.js";
import { button, element, tell } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { createStepper } from "../../lib/stepper.js";
import { createMatrices } from "./matrices.js";

export default mount(createView);

const BETWEEN = { none: "none", relu: "ReLU", tanh: "tanh" };
const OF = { none: "z₁", relu: "ReLU(z₁)", tanh: "tanh(z₁)" };

function createView(root, { bends, most, most_x: reach }) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="product-${id}"]`);
  const asking = createAsking();
  let data = null, wanted = null; // what was asked for last

  function ask(more) {
    wanted = { ...wanted, ...more };
    const { open, ...kept } = wanted;
    asking.ask(open === undefined ? kept : wanted);
    wanted = kept;
    choices();
  }
  const open = (code) => ask({ open: code });
  const set = (n, value) => ask({ numbers: wanted.numbers.with(n, value) });
  const note = (text) => tell(test("note"), text);
  const matrices = createMatrices(root, {
    open, most, refuse: note,
    change(name, value) {
      const rounded = Number(value.toFixed(1));
      if (rounded !== value) note(`One decimal is enough here: ${value} is taken as ${rounded}.`.replaceAll("-", "−"));
      set(data.names.indexOf(name), rounded);
    },
  });
  const sliders = [0, 1].map((k) => {
    const label = element("label"), name = element("i", "", "x"), slider = element("input"), value = element("output");
    name.append(element("sub", "", String(k)));
    Object.assign(slider, { type: "range", min: -reach, max: reach, step: 0.5, ariaLabel: `Input ${k}` });
    slider.dataset.testid = `product-x-${k + 1}`;
    slider.oninput = () => set(k, Number(slider.value));
    label.append(name, slider, value);
    find(".xs").append(label);
    return { slider, value };
  });
  const between = bends.map((name) => {
    const choice = button("", () => ask({ between: name }));
    choice.textContent = BETWEEN[name];
    choice.dataset.testid = `product-between-${name}`;
    find(".between").append(choice);
    return choice;
  });
  const stepper = createStepper(test, matrices.length, (at, moved) => {
    matrices.step(at, moved);
    tell(test("said"), data.walk[at]);
  });
  find(".product").onkeydown = ({ key }) => { if (key === "Escape" && data.link.open) open(null); };

  function choices() {
    between.forEach((choice, n) => { choice.ariaPressed = String(bends[n] === wanted.between); });
    sliders.forEach(({ slider, value }, k) => {
      if (Number(slider.value) !== wanted.numbers[k]) slider.value = wanted.numbers[k];
      tell(value, String(wanted.numbers[k]).replace("-", "−"));
    });
  }
  function show() {
    matrices.show(data);
    find(".product").dataset.agree = data.agree;
    tell(find(".bend"), OF[data.between]);
    tell(find(".same"), data.agree ? "=" : "≠");
    tell(test("verdict"), data.verdict);
    stepper.show();
    choices();
  }
  return {
    update(newer, setStateValue) {
      data = newer;
      asking.receive(data.n, setStateValue);
      if (!asking.busy) wanted = { numbers: data.numbers, between: data.between };
      show();
      writeLink(data.link, { product: null, between: null, open: null });
    },
    stop() {
      asking.stop();
      stepper.stop();
    },
  };
}
