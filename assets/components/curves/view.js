// State `asked` is {n, f, z, open}: which function the reader looks at, and where; `open`, where it
// is asked for, is the code of a number to explain, or null for none. `data` answers the message `n`
// with one function: all its places, and what is printed at each. So to drag the point asks nobody.
// `looks` counts how often a place was chosen elsewhere.
import { createAsking } from "../../lib/asking.js";
import { button, fill, tell } from "../../lib/dom.js";
import { formula } from "../../lib/formula.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { ACTIVATIONS } from "../../lib/names.js";
import { plain } from "../../lib/numbers.js";
import { createPlots } from "./plots.js";

export default mount(createView);

// Which of what is printed at a place, and what it is called.
const NUMBERS = {
  z: [0, "weighted sum z"], a: [1, "activation a"], slope: [2, "slope f′(z)"], "from-a": [2, "slope, from a alone"],
};
const still = matchMedia("(prefers-reduced-motion: reduce)");

function createView(root, { looks }) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="curves-${id}"]`);
  const asking = createAsking(), curves = new Map(); // those that have come, by name
  let data = null, f = null, z = 0; // what the reader looks at

  const curve = () => curves.get(f);
  const nearest = (to) => curve().rows.reduce(
    (best, each) => (Math.abs(each.z - to) < Math.abs(best.z - to) ? each : best),
  );
  const ask = (more = {}) => asking.ask({ f, z, ...more });
  const open = (code) => ask({ open: code });
  function go(to) {
    if (!curve()) return; // it is on its way
    ({ z } = nearest(to));
    show();
  }
  const plots = createPlots(find(".upper"), find(".lower"), {
    to: go,
    by(steps) {
      if (!curve()) return;
      const { rows } = curve(), at = rows.indexOf(nearest(z)) + steps;
      go(rows[Math.max(0, Math.min(rows.length - 1, at))].z);
    },
    end: () => ask(),
  });
  const functions = Object.entries(ACTIVATIONS).map(([name, says]) => {
    const choice = button("", () => {
      f = name;
      show();
      ask();
    });
    choice.dataset.testid = `curves-f-${name}`;
    choice.textContent = says;
    find(".functions").append(choice);
    return [name, choice];
  });
  for (const code of Object.keys(NUMBERS)) test(code).onclick = () => open(code);
  find(".curves").onkeydown = ({ key }) => { if (key === "Escape" && data.opened) open(null); };

  function places(presets) {
    const names = Object.keys(presets);
    fill(find(".places"), names.length, () => {
      const choice = button("", () => {
        go(curve().presets[choice.textContent]);
        ask();
      });
      return choice;
    });
    names.forEach((name, k) => {
      const choice = find(".places").children[k];
      tell(choice, name);
      choice.ariaPressed = String(z === presets[name]);
    });
  }
  function write(what, latex) {
    const node = find(`[data-before="${what}"]`);
    if (node.dataset.latex === latex) return;
    node.dataset.latex = latex;
    node.replaceChildren(formula(latex));
  }
  function show() {
    for (const [name, choice] of functions) choice.ariaPressed = String(name === f);
    if (!curve()) return; // it is on its way
    const row = nearest(z), { a, slope, before } = row, shown = row.shown.map(plain);
    for (const what of ["formula", "derivative", "reused"]) write(what, curve()[what]);
    before.forEach((latex, k) => write(k, latex));
    for (const [code, [k, name]] of Object.entries(NUMBERS)) {
      tell(test(code), shown[k]);
      test(code).ariaLabel = `${name}: ${shown[k]}`;
    }
    tell(find(".goes"), shown[2]);
    tell(find(".remark"), curve().remarks[row.remark]);
    tell(find(".reuse"), curve().reuse);
    tell(find(".flat"), curve().flat_part ? curve().flat_part.join(": ") : "");
    places(curve().presets);
    plots.show(curve(), row, data.reach, shown);
    const numbers = { z: row.z, a, slope };
    for (const [name, value] of Object.entries(numbers)) find(".curves").dataset[name] = value.toFixed(6);
    find(".curves").dataset.f = f;
  }
  return {
    update(newer, setStateValue) {
      const chosen = !data || newer.looks > looks; // elsewhere, or before
      if (data && chosen) {
        find(".drawn").scrollIntoView({ block: "nearest", behavior: still.matches ? "instant" : "smooth" });
      }
      [data, looks] = [newer, newer.looks];
      curves.set(data.curve.name, data.curve);
      if (chosen) [f, z] = [data.curve.name, data.z];
      asking.receive(data.n, setStateValue);
      show();
      writeLink(data.link, { f: null, z: null, open: null });
    },
    stop() {
      plots.stop();
      asking.stop();
    },
  };
}
