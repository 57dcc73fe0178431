// What the columns and neurons of a network are called, and how their numbers are written.
import { fine, four, percent } from "../numbers.js";
import { reach } from "./values.js";

export const capital = (text) => text[0].toUpperCase() + text.slice(1);

// Column 0 is the input, then come the layers.
export function title(shape, c) {
  if (c === 0) return shape.side ? shape.picture ?? "your picture" : "input";
  return c === shape.units.length ? "output" : `hidden ${c}`;
}

export function counted(shape, c) {
  if (c) return `${shape.units[c - 1]} neurons`;
  return `${shape.inputs.toLocaleString("en")} ${shape.side ? "pixels" : "numbers"}`;
}

const shares = (shape, c) => c > 0 && shape.activations[c - 1] === "softmax";
const value = (values, c, k) => (c ? values.a[c - 1][k] : values.x[k]);

export function written(shape, values, c, k) {
  return (shares(shape, c) ? percent : four)(value(values, c, k));
}

// One neuron and its number: "hidden 1, neuron 17: activation 0.9807", "output, the 9: 84.0 %".
export function said(shape, values, c, k) {
  const activation = c === shape.units.length ? "" : "activation ";
  return `${called(shape, c, k)}: ${activation}${written(shape, values, c, k)}`;
}

// The same of its weighted sum: "hidden 1, neuron 17: −0.2310, weighted sum".
export const saidSum = (shape, { z }, c, k) => `${called(shape, c, k)}: ${four(z[c - 1][k])}, weighted sum`;

// The same with its gradient "a" or "z", one of the column's: "output, the 9: −8.614·10⁻¹, dL/dz".
export function saidOf(shape, gradients, name, c, k) {
  const numbers = gradients[name][c];
  return `${called(shape, c, k)}: ${fine(numbers[k], reach(numbers))}, dL/d${c ? name : "x"}`;
}

function called(shape, c, k) {
  const label = c === shape.units.length && shape.labels?.[k];
  return `${title(shape, c)}, ${label ? `the ${label}` : `neuron ${k}`}`;
}

// How much of the column's largest a neuron has, or of 100 %, in [0, 1].
export function share(shape, values, c, k) {
  return Math.abs(value(values, c, k)) / (shares(shape, c) ? 1 : reach(values.a[c - 1]) || 1);
}

// A gradient and both of a neuron's: "dL/da 1.234·10⁻², dL/dz 0.000".
export function blamed(gradients, c, k) {
  return ["a", "z"].filter((name) => c || name === "a").map(
    (name) => `dL/d${c ? name : "x"} ${fine(gradients[name][c][k])}`).join(", ");
}

// How far the colours of a column's tiles go, where these show gradients.
export function span(numbers) {
  const most = reach(numbers);
  return most === 0 ? "all 0" : `±${fine(Number(most.toPrecision(2))).replace(/00(?=·|$)/, "")}`;
}

// From the least to the most that the colours of a column's tiles can say, roughly.
export function scale(shape, values, c) {
  if (c === 0 || shares(shape, c)) return "";
  const a = values.a[c - 1], most = reach(a);
  if (most === 0) return "all 0";
  const end = most < 1e4 ? String(Number(most.toPrecision(2))) : four(most);
  return `${a.some((v) => v < 0) ? `−${end}` : 0} to ${end}`;
}
