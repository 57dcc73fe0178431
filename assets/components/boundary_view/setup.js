// What the network and its training are set up with: the hidden columns at hand, the rest one click away.
import { button, element, fill, tell } from "../../lib/dom.js";
import { ACTIVATIONS, OPTIMIZERS } from "../../lib/names.js";
import { typedField } from "../../lib/typed.js";

const BESIDE = { none: "nothing", line: "a line: no hidden column", 3: "3 neurons", 50: "50 neurons" };
const PACES = { 20: "20 batches a second", 200: "200 batches a second", "": "as fast as it goes" };
const TYPED = { // how it is read, from where to where, and what it is called
  batch_size: { says: "Batch size", from: 1, to: 3000, whole: true, or: "full" },
  l2: { says: "L2", from: 0, to: 1 },
  seed: { says: "Seed", from: 0, to: 9999, whole: true },
};

export function createSetup(section, { ask, offered }) {
  const { layers, units } = offered.most, id = "boundary-setup";
  const row = element("div", "columns"), panel = element("div", "panel"), says = element("p", "trouble");
  const less = button("", () => ask({ do: "hidden", value: hidden.slice(0, -1) }));
  const more = button("", () => ask({ do: "hidden", value: [...hidden, hidden.at(-1) ?? 3] }));
  const sizes = element("div", "sizes"); // of an experiment, to compare
  const opener = button("opener", () => open(panel.hidden)), counts = [], fields = {};
  let hidden = [];
  Object.assign(less, { textContent: "−", ariaLabel: "One hidden column less" }).dataset.testid = "column-less";
  Object.assign(more, { textContent: "+", ariaLabel: "One hidden column more" }).dataset.testid = "column-more";
  opener.textContent = "Set-up";
  opener.dataset.testid = "setup-open";
  opener.setAttribute("aria-controls", id);
  Object.assign(panel, { id, hidden: true });
  says.setAttribute("role", "alert");
  row.setAttribute("role", "group");
  sizes.setAttribute("role", "group");
  sizes.ariaLabel = "Numbers of hidden neurons to compare";
  row.ariaLabel = "Neurons of each hidden column";
  row.append(element("span", "", "Hidden columns"), less, more, sizes, opener);
  section.append(row, says, panel);
  choice("activation", "Hidden activation", ACTIVATIONS);
  choice("optimizer", "Optimizer", OPTIMIZERS);
  choice("beside", "Beside it", BESIDE, (value) => (
    value === "none" ? null : value === "line" ? [] : value.split("-").map(Number)));
  choice("pace", "Pace", PACES, (value) => (value ? Number(value) : null));
  for (const name of Object.keys(TYPED)) typed(name);

  function open(wanted) {
    panel.hidden = !wanted;
    opener.ariaExpanded = String(wanted);
  }
  function labelled(says, field) {
    const label = element("label", "", says);
    label.append(field);
    panel.append(label);
  }
  function choice(name, called, entries, read = (value) => value) {
    const select = fields[name] = element("select");
    select.append(...Object.entries(entries).map(([value, text]) => new Option(text, value)));
    select.dataset.testid = name;
    select.onchange = () => ask({ do: name, value: read(select.value) });
    labelled(called, select);
  }
  function typed(name) {
    const bounds = TYPED[name], input = fields[name] = field(bounds, (value) => ask({ do: name, value }));
    input.inputMode = bounds.or ? "text" : "decimal";
    input.dataset.testid = name.replace("_", "-");
    labelled(bounds.says, input);
  }
  function size() {
    const made = button("", () => ask({ do: "hidden", value: [Number(made.textContent)] }, { do: "run" }));
    return made;
  }
  function count(k) {
    const input = field({ says: `Hidden ${k + 1}`, from: 1, to: units, whole: true }, (value) => {
      ask({ do: "hidden", value: hidden.map((old, c) => (c === k ? value : old)) });
    });
    Object.assign(input, { inputMode: "numeric", ariaLabel: `Neurons of hidden ${k + 1}` });
    input.dataset.testid = `hidden-${k + 1}`;
    counts.push(input);
    less.before(input);
  }
  function field(bounds, use) {
    const { says: what, from, to, whole, or } = bounds;
    return typedField(element("input"), bounds, {
      use(value) {
        tell(says, "");
        use(value);
      },
      refuse: (text) => tell(says, `${what}: expected a ${whole ? "whole " : ""}number from ${from} to ${
        to.toLocaleString("en")}${or ? `, or “${or}”` : ""}, and “${text}” is not.`),
    });
  }
  return {
    show({ setup, pace, sizes: compared }) {
      hidden = setup.hidden;
      while (counts.length < hidden.length) count(counts.length);
      counts.forEach((input, k) => {
        input.hidden = k >= hidden.length;
        if (!input.hidden) input.show(hidden[k]);
      });
      fill(sizes, compared.length, size);
      sizes.hidden = !compared.length;
      compared.forEach((neurons, k) => {
        const each = sizes.children[k];
        tell(each, String(neurons));
        each.dataset.testid = `size-${neurons}`;
        each.ariaLabel = `${neurons} hidden ${neurons === 1 ? "neuron" : "neurons"}`;
        each.ariaPressed = String(hidden.length === 1 && hidden[0] === neurons);
      });
      [less.disabled, more.disabled] = [!hidden.length, hidden.length === layers];
      for (const name of ["activation", "optimizer"]) fields[name].value = setup[name];
      among(fields.beside, setup.beside ? setup.beside.join("-") || "line" : "none", setup.beside?.join(" + "));
      among(fields.pace, String(pace ?? ""), `${pace} batches a second`);
      for (const name of Object.keys(TYPED)) fields[name].show(setup[name]);
    },
  };
}

// Chooses what is set, and offers it if it is none of the usual.
function among(select, value, text) {
  if (![...select.options].some((one) => one.value === value)) select.append(new Option(text, value));
  select.value = value;
}
