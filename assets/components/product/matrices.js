// The numbers of both ways: those of the two layers are fields, those that follow open.
import { button, element, tell } from "../../lib/dom.js";
import { flash } from "../../lib/flash.js";
import { numberField } from "../../lib/number_field.js";
import { plain } from "../../lib/numbers.js";

const UNITS = [0, 1];
const CALLED = {
  w: (l, i, k) => `weight from ${l === "1" ? "input" : "neuron"} ${i} to ${l === "1" ? "neuron" : "output"} ${k}`,
  b: (l, k) => `bias of ${l === "1" ? "neuron" : "output"} ${k}`,
};

// change(name, value) hears what was typed, refuse(text) what was wrong with it, open(code) which number
// is to be explained; `most` is the size of a number.
export function createMatrices(root, { change, refuse, open, most }) {
  const fields = {}, numbers = {}, inputs = []; // by name, by code
  const compared = root.querySelector(".same");
  const put = (name, ...cells) => {
    const made = element("div", "cells");
    made.append(...cells);
    root.querySelector(`[data-name="${name}"]`).append(made);
  };
  const field = (name) => {
    fields[name] = numberField(element("input"), CALLED[name[0]](...name.slice(1)), `product-${name}`, {
      refuse, range: () => [-most, most], change: (value) => change(name, value),
    });
    return fields[name];
  };
  const number = (code) => {
    numbers[code] = button("number", () => open(code));
    numbers[code].dataset.testid = `product-${code}`;
    return numbers[code];
  };
  const pairs = UNITS.flatMap((i) => UNITS.map((k) => [i, k]));
  for (const name of ["x", "again"]) {
    const cells = UNITS.map(() => element("span", "given"));
    inputs.push(cells);
    put(name, ...cells);
  }
  for (const l of [1, 2]) {
    put(`W${l}`, ...pairs.map(([i, k]) => field(`w${l}${i}${k}`)));
    put(`b${l}`, ...UNITS.map((k) => field(`b${l}${k}`)));
  }
  put("hidden", ...["sum", "bent"].flatMap((name) => UNITS.map((k) => number(`${name}-${k}`))));
  put("W", ...pairs.map(([i, k]) => number(`w-${i}-${k}`)));
  for (const name of ["b", "two", "one"]) put(name, ...UNITS.map((k) => number(`${name}-${k}`)));

  // In the order of the walk: what is filled in, and what it is made of.
  const walk = [
    ...pairs.map(([i, k]) => [`w-${i}-${k}`, ...UNITS.flatMap((j) => [`w1${i}${j}`, `w2${j}${k}`])]),
    ...UNITS.map((k) => [`b-${k}`, ...UNITS.flatMap((j) => [`b1${j}`, `w2${j}${k}`]), `b2${k}`]),
  ];
  const all = () => Object.entries({ ...fields, ...numbers });

  return {
    show({ names, numbers: given, found }) {
      names.forEach((name, n) => {
        if (name in fields) fields[name].show(given[n]);
        else for (const cells of inputs) tell(cells[Number(name.slice(1))], String(given[n]).replace("-", "−"));
      });
      for (const [code, { name, shown, value }] of Object.entries(found)) {
        const text = plain(shown);
        tell(numbers[code], text);
        numbers[code].ariaLabel = `${name}: ${text}`;
        numbers[code].dataset.value = (Number(value.toFixed(6)) + 0).toFixed(6); // zero has no sign
      }
    },
    // The walk is at this step; at its end everything is filled in. `moved`: it came there just now.
    step(at, moved) {
      const parts = walk[at] ?? [];
      for (const [name, node] of all()) node.classList.toggle("lit", parts.includes(name));
      walk.forEach(([code], n) => numbers[code].classList.toggle("ahead", n > at));
      for (const node of [compared, ...UNITS.map((k) => numbers[`one-${k}`])]) {
        node.classList.toggle("ahead", at < walk.length);
      }
      if (moved && parts.length) flash(numbers[parts[0]]);
    },
    length: walk.length,
  };
}
