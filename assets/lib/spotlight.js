// What one part of a page asks the network view beside it to show: a moment of the way there or
// back, and in it one neuron or one line.
const hearers = new Set();

export const spotlight = {
  // what: null, or {column, kind, k = null, i = null}. Column 1 is hidden 1; kind is "gradient_a",
  // "gradient_z", "gradient_W", "gradient_b", "gradient_x", "update", "sum" or "activation"; k is a
  // neuron of the column, i one of its inputs.
  light(what) {
    for (const hear of hearers) hear(what);
  },
  on(hear) { // returns a function that stops hearing
    hearers.add(hear);
    return () => hearers.delete(hear);
  },
};
