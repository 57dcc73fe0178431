// All that a training is set up with, one click away. What is typed is checked here first.
import { button, element, tell } from "../../lib/dom.js";
import { ACTIVATIONS, OPTIMIZERS } from "../../lib/names.js";
import { typedField } from "../../lib/typed.js";

const PACES = [1, 8, 60]; // batches a second
const BATCHES = ["1", "8", "32", "128", "512", "full"];
const [MOST_COLUMNS, MOST_NEURONS, FRESH] = [3, 100, 16];
const WORDS = {
  softmax: "Softmax: ten shares of 100 %.",
  sigmoid: "Sigmoid: ten answers from 0 to 1, each by itself. Its cross-entropy asks each of them: is it you or not?",
  linear: "Linear: ten numbers of any size, so there is no cross-entropy.",
};
// What can be typed: how it is read, from where to where, and what it is called.
const TYPED = {
  "batch-size": { name: "batch_size", from: 1, to: 8999, whole: true, what: "A batch size", or: "full" },
  seed: { name: "seed", from: 0, to: 9999, whole: true, what: "A seed" },
  scale: { name: "scale", from: 0, to: 10, what: "The size of the starting weights" },
  l2: { name: "l2", from: 0, to: 1, what: "L2" },
};

// set(name, value) asks the training, onTrouble(sentence, place) says below a field what was wrong.
export function createSetup(root, { set, onTrouble }) {
  const test = (id) => root.querySelector(`[data-testid="${id}"]`);
  const panel = test("setup-open"), counts = test("hidden"), [less, more] = counts.children;
  const words = root.querySelector(".words"), columns = [];
  let hidden = [];

  options(test("activation"), Object.entries(ACTIVATIONS));
  options(test("optimizer"), Object.entries(OPTIMIZERS));
  options(test("pace"), [...PACES.map(paceOption), ["", "as fast as it goes"]]);
  root.querySelector("datalist").append(...BATCHES.map((size) => new Option(size, size)));
  for (const name of ["activation", "course", "optimizer"]) test(name).onchange = ({ target }) => set(name, target.value);
  test("pace").onchange = ({ target }) => set("pace", target.value ? Number(target.value) : null);
  for (const [id, field] of Object.entries(TYPED)) {
    const input = test(id);
    typedField(input, field, {
      use: (value) => set(field.name, value),
      refuse(text, stays) {
        const or = field.or ? `, or “${field.or}”` : "";
        onTrouble(`${field.what} is a ${field.whole ? "whole " : ""}number from ${field.from} to `
          + `${field.to.toLocaleString("en")}${or}, and “${text}” is not. It stays at ${stays}.`, below(input));
      },
    });
  }
  less.onclick = () => set("hidden", hidden.slice(0, -1));
  more.onclick = () => set("hidden", [...hidden, Math.min(hidden.at(-1) ?? FRESH, FRESH)]);

  function column(k) {
    const input = element("input");
    Object.assign(input, { inputMode: "numeric", ariaLabel: `Neurons of hidden ${k + 1}` });
    input.dataset.testid = `hidden-${k + 1}`;
    return typedField(input, { from: 1, to: MOST_NEURONS, whole: true }, {
      use: (value) => set("hidden", hidden.map((count, c) => (c === k ? value : count))),
      refuse: (text) => onTrouble(
        `A hidden column has 1 to ${MOST_NEURONS} neurons, not “${text}”. It stays at ${hidden[k]}.`, below(input)),
    });
  }
  function columnsOf(newer) {
    hidden = newer;
    while (columns.length < hidden.length) {
      columns.push(column(columns.length));
      less.before(columns.at(-1));
    }
    columns.forEach((input, k) => {
      input.hidden = k >= hidden.length;
      if (!input.hidden) input.show(hidden[k]);
    });
    less.disabled = !hidden.length;
    more.disabled = hidden.length === MOST_COLUMNS;
  }
  return {
    offer({ courses }) { options(test("course"), courses.map(({ name, says }) => [name, says])); },
    open(wanted) {
      root.querySelector(".setup").hidden = !wanted;
      panel.ariaExpanded = String(wanted);
    },
    show(now, { parameters, milliseconds }) { // now(name): what is set, or will be
      columnsOf(now("hidden"));
      for (const name of ["activation", "course", "optimizer"]) test(name).value = now(name);
      const pace = now("pace"), paces = test("pace");
      if (![...paces.options].some(({ value }) => value === String(pace ?? ""))) {
        paces.prepend(new Option(...paceOption(pace).toReversed()));
      }
      paces.value = String(pace ?? "");
      for (const [id, { name }] of Object.entries(TYPED)) test(id).show(now(name));
      tell(test("parameters"), parameters.toLocaleString("en"));
      tell(test("milliseconds"), milliseconds ? `${milliseconds.toPrecision(2)} milliseconds a batch.`
        : "no batch yet.");
      tell(words, WORDS[now("course").split("-")[0]]);
      tell(root.querySelector(".summary"), [784, ...now("hidden"), 10].join(" → "));
    },
  };
}

function options(select, entries) {
  if (!select.options.length) select.append(...entries.map(([value, says]) => new Option(says, value)));
}

function paceOption(pace) {
  return [String(pace), `${pace} ${pace === 1 ? "batch" : "batches"} a second`];
}

// What is wrong with a field is said below its group.
function below(input) {
  const after = [...input.closest(".setup").children], field = input.closest(".field");
  return after.slice(after.indexOf(field)).find((node) => node.matches(".trouble"));
}
