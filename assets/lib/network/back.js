// The way back through a network: which gradient each column shows at a moment, and what flows along
// the lines. Gradients are {a: [...], z: [...], truth, matched, biases}, by column; a[0] is the
// input's; without `biases` the update leaves these alone.
const KINDS = ["gradient_a", "gradient_z", "gradient_W", "gradient_x", "update"];

export const leadsBack = (moment) => KINDS.includes(moment?.kind);

// What column c shows before this step and after it: the name of a gradient, "a" or "z", or null
// where the way back has not come to it.
export function stages({ column, kind }, c) {
  if (kind === "update") return c ? ["z", "z"] : ["a", "a"];
  if (c > column) return ["z", "z"];
  if (c === column - 1) return kind === "gradient_x" ? [null, "a"] : [null, null];
  if (c < column) return [null, null];
  return { gradient_a: [null, "a"], gradient_z: ["a", "z"] }[kind] ?? ["z", "z"];
}

// The gradients that column c shows once a step is done; null where it shows none.
export function reached(gradients, moment, c) {
  const name = stages(moment, c)[1];
  return name && gradients[name][c];
}

// What the line from input i of column c to its neuron k carries, as a function of i and k; i is null
// for the bias. Null where this step does nothing along these lines.
export function carries({ column, kind }, c, { weights, values, gradients }) {
  if (c !== column && kind !== "update") return null;
  const { W, units } = weights[c - 1], x = c > 1 ? values.a[c - 2] : values.x, z = gradients.z[c];
  const gradient = (i, k) => (i === null ? 1 : x[i]) * z[k];
  if (kind === "gradient_W") return gradient;
  if (kind === "update") return (i, k) => (i === null && !gradients.biases ? 0 : -gradient(i, k));
  if (kind === "gradient_x") return (i, k) => (i === null ? 0 : W[i * units + k] * z[k]);
  return null;
}

// The moment at which a part of the page wants the network to be seen, at its end. What it calls
// dL/da of a hidden column is the dL/dx of the next one.
export function momentOf({ column, kind }, last) {
  if (kind === "sum") return { column, kind: "z", t: 1 };
  if (kind === "gradient_b") return { column, kind: "gradient_W", t: 1 };
  if (kind === "gradient_a" && column < last) return { column: column + 1, kind: "gradient_x", t: 1 };
  return { column, kind, t: 1 };
}

// The neuron that it is about, [column, k], and the line [column, i, k]; null where there is none.
export function aimOf({ column, kind, k = null, i = null }) {
  const line = ["gradient_b", "update"].includes(kind) || kind !== "gradient_a" && i !== null;
  if (kind === "gradient_x" && k === null && i !== null) return { neuron: [column - 1, i], line: null };
  return {
    neuron: k === null ? null : [column, k],
    line: line && k !== null ? [column, i, k] : null,
  };
}
