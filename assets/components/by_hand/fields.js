// The numbers of a small network, as fields in a table: rows are what a line comes from, columns what
// it leads to. What is no number changes nothing, and says what was expected.
import { element, within } from "../../lib/dom.js";
import { numberField } from "../../lib/number_field.js";

const ROWS = [
  ["from 0", ["x0", "w100", "w101", "w200", "w201", "y0"]],
  ["from 1", ["x1", "w110", "w111", "w210", "w211", "y1"]],
  ["bias", [null, "b10", "b11", "b20", "b21", null]],
];
const CALLED = {
  x: (k) => `input ${k}`, y: (k) => `target of output ${k}`,
  w: (l, i, k) => `weight from ${l === "1" ? "input" : "neuron"} ${i} to ${l === "1" ? "neuron" : "output"} ${k}`,
  b: (l, k) => `bias of ${l === "1" ? "neuron" : "output"} ${k}`,
};

// change(name, value) hears a number, refuse(text) what was wrong with one; range(name) gives the
// [least, most] that a number may be.
export function createFields(body, names, { change, refuse, range }) {
  const fields = {};
  for (const [from, row] of ROWS) {
    const line = element("tr"), head = element("th", "", from);
    head.scope = "row";
    line.append(head, ...row.map((name) => (name ? within("td", fields[name] = field(name)) : element("td"))));
    body.append(line);
  }
  function field(name) {
    const called = CALLED[name[0]](...name.slice(1));
    return numberField(element("input"), called, `by-hand-${name}`, {
      change: (value) => change(name, value), refuse, range: () => range(name),
    });
  }
  return {
    show(values) { names.forEach((name, n) => fields[name].show(values[n])); },
  };
}
