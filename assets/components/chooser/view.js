// State `asked` is {n, choose: [column, input or null for the bias, neuron]}. `data` is {n, at,
// largest, columns: [{name, side, from, inputs, units, steepest}]}, where `at` and those that are
// steepest are named as in `choose`; `side` is that of the picture that the column looks at.
import { button, fill, tell } from "../../lib/dom.js";
import { mount } from "../../lib/mount.js";

export default mount(createView);

function createView(root, { n }) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="choose-${id}"]`);
  let data = null, send = null, asked = n, at = null; // the one that was asked for last
  let input = null; // from where it led before the bias was chosen

  function choose(newer) {
    at = newer;
    show(); // at once, before the answer comes
    send("asked", { n: asked += 1, choose: at });
  }
  function number(field, most, chosen) { // what no weight has is put back
    const typed = field.value === "" ? NaN : Number(field.value);
    if (Number.isInteger(typed) && typed >= 0 && typed < most) chosen(typed);
    else show();
  }
  const here = () => data.columns[at[0] - 1];
  const from = (i) => choose([at[0], i, at[2]]);
  const to = (k) => choose([at[0], at[1], k]);
  test("row").onchange = ({ target }) => number(
    target, here().side, (row) => from(row * here().side + input % here().side));
  test("column").onchange = ({ target }) => number(
    target, here().side, (column) => from(Math.floor(input / here().side) * here().side + column));
  test("input").onchange = ({ target }) => number(target, here().inputs, from);
  test("neuron").onchange = ({ target }) => number(target, here().units, to);
  test("previous").onclick = () => to(at[2] - 1);
  test("next").onclick = () => to(at[2] + 1);
  test("bias").onclick = () => from(at[1] === null ? input : null);
  test("largest").onclick = () => choose(data.largest);

  function show() {
    const [column, i, k] = at, { side, from: before, inputs, units, steepest } = here();
    if (i !== null) input = i;
    if (input === null || input >= inputs) input = steepest[1] ?? 0;
    fill(find(".columns"), data.columns.length, (l) => {
      const choice = button("", () => choose(data.columns[l].steepest));
      choice.dataset.testid = `choose-column-${l + 1}`;
      return choice;
    });
    data.columns.forEach(({ name }, l) => {
      tell(find(".columns").children[l], name);
      find(".columns").children[l].ariaPressed = String(l === column - 1);
    });
    find(".source").classList.toggle("bias", i === null);
    find(".row").hidden = find(".column").hidden = !side;
    find(".input").hidden = Boolean(side);
    tell(find(".says"), side ? "from pixel" : "from");
    tell(find(".target span"), column === data.columns.length ? "to output" : "to neuron");
    tell(find(".input span"), before ? `neuron of ${before}` : "input");
    const from = side ? { row: [Math.floor(input / side), side], column: [input % side, side] }
      : { input: [input, inputs] };
    const fields = { ...from, neuron: [k, units] };
    for (const [name, [value, count]] of Object.entries(fields)) {
      test(name).value = value;
      test(name).max = count - 1;
    }
    test("bias").ariaPressed = String(i === null);
    test("previous").disabled = k === 0;
    test("next").disabled = k === units - 1;
    test("largest").disabled = String(at) === String(data.largest);
    find(".chooser").dataset.at = at.map((part) => part ?? "b").join("-");
  }
  return {
    update(newer, setStateValue) {
      [data, send] = [newer, setStateValue];
      if (!at || data.n === asked) at = data.at; // else a later one was asked for
      show();
    },
    stop() {},
  };
}
