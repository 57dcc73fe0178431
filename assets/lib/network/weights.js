// The weights of a network, fetched once by the name that the server gives them.
import { floats } from "./values.js";

const fetched = new Map(); // name -> promise
const MOST = 8; // networks that are kept

// Returns a promise of [{W, b, inputs, units}, ...]: W[i * units + k] leads from i to k.
export function fetchWeights(name, inputs, units) {
  if (!fetched.has(name)) {
    const all = fetch(new URL(`weights/${name}`, document.baseURI)).then((reply) => {
      if (!reply.ok) throw new Error(`no weights: ${reply.status}`);
      return reply.arrayBuffer();
    }).then((buffer) => split(new Float32Array(buffer), inputs, units));
    fetched.set(name, all);
    all.catch(() => fetched.delete(name)); // another time perhaps
    if (fetched.size > MOST) fetched.delete(fetched.keys().next().value);
  }
  return fetched.get(name);
}

// The weights of a layer that lead into its neuron k, in the order of what they come from.
export const into = ({ W, inputs, units }, k) => (
  Float32Array.from({ length: inputs }, (_, i) => W[i * units + k]));

// The same of numbers that came along with other data, in base64.
export const unpack = (text, inputs, units) => split(floats(text), inputs, units);

function split(numbers, inputs, units) {
  const count = units.reduce((sum, here, l) => sum + ((l ? units[l - 1] : inputs) + 1) * here, 0);
  if (numbers.length !== count) throw new Error(`expected ${count} weights, got ${numbers.length}`);
  let at = 0;
  const take = (many) => numbers.subarray(at, at += many);
  return units.map((here, l) => {
    const from = l ? units[l - 1] : inputs;
    return { W: take(from * here), b: take(here), inputs: from, units: here };
  });
}
