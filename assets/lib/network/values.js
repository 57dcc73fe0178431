// What a network computed for one input, as the server sends it.
const MANY = 5000; // edges

// Returns {x, z: [...], a: [...]}: numbers of the input, weighted sums and activations by layer.
// A picture comes as a byte for each pixel, everything else as float32.
export function decode({ picture, x, sums, activations }) {
  return {
    x: picture ? Float32Array.from(bytes(picture), (v) => v / 255) : floats(x),
    z: sums.map(floats),
    a: activations.map(floats),
  };
}

// The gradients of a loss as the server sends them, by column; those of column 0 are of the input.
export function decodeGradients({ input, activations, sums, ...others }) {
  return { a: [input, ...activations].map(floats), z: [null, ...sums.map(floats)], ...others };
}

const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
export const floats = (text) => new Float32Array(bytes(text).buffer);

// The largest size of any of these numbers.
export const reach = (numbers) => numbers.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

// The strongest edges of a layer, the weakest of them first, as [i, k, carried]: an edge carries the
// number that it starts from, times its weight. Where `to` or `from` name a neuron, only those that
// end or start there. Edges that carry nothing are left out.
export function strongest(layer, x, where) {
  return largest(layer, (i, k) => x[i] * layer.W[i * layer.units + k], where, (i) => x[i] === 0);
}

// The same for edges that carry something else; `none` says of an input that nothing leaves it.
export function largest(layer, carries, { to = null, from = null, most }, none = () => false) {
  const found = [];
  const [i0, i1] = from === null ? [0, layer.inputs] : [from, from + 1];
  const [k0, k1] = to === null ? [0, layer.units] : [to, to + 1];
  for (let i = i0; i < i1; i += 1) {
    if (none(i)) continue;
    for (let k = k0; k < k1; k += 1) {
      const carried = carries(i, k);
      if (carried !== 0) found.push([i, k, carried]);
    }
  }
  const kept = found.length > MANY ? found.filter(largeEnough(found, most)) : found;
  return kept.sort((p, q) => Math.abs(p[2]) - Math.abs(q[2])).slice(-most);
}

function largeEnough(edges, most) { // so many edges would take too long to be sorted whole
  const size = ([, , carried]) => Math.fround(Math.abs(carried));
  const least = Float32Array.from(edges, size).sort().at(-most);
  return (edge) => size(edge) >= least;
}
