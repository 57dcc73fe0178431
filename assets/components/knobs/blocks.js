// Where each number of a network has its dot: a block for each layer, and in it a dot for each weight
// and bias. All measures are in dots.
const GAP = 2; // between the pictures of two neurons
const APART = 4; // between weights and biases
const WIDE = 2; // times as wide as high: the first layer's block, about

// Returns a block for each layer: {width, height, at(i, k), find(x, y)}. at gives the place [x, y] of
// the weight from input i to neuron k, or of the bias where i is null; find the [i, k] of a place, or
// null where no number is.
export function blocksOf({ inputs, side, units }) {
  return units.map((count, l) => (
    l === 0 && side ? tiled(side, count) : rowed(l ? units[l - 1] : inputs, count)));
}

// The weights of each neuron as a picture of what it looks at; the biases in rows below.
function tiled(side, units) {
  const pitch = side + GAP;
  const across = nearest(units), rows = Math.ceil(units / across), width = across * pitch - GAP;
  const foot = rows * pitch - GAP + APART;
  return {
    width,
    height: foot + Math.ceil(units / width),
    at(i, k) {
      if (i === null) return [k % width, foot + Math.floor(k / width)];
      return [k % across * pitch + i % side, Math.floor(k / across) * pitch + Math.floor(i / side)];
    },
    find(x, y) {
      if (x < 0 || y < 0 || x >= width) return null;
      if (y >= foot) return ofBias((y - foot) * width + x, units);
      const [column, row] = [x % pitch, y % pitch];
      const k = Math.floor(y / pitch) * across + Math.floor(x / pitch);
      return column < side && row < side && k < units ? [row * side + column, k] : null;
    },
  };
}

// A row for each neuron, with its weights from left to right and its bias at the end.
function rowed(inputs, units) {
  const end = inputs + APART;
  return {
    width: end + 1,
    height: units,
    at: (i, k) => [i ?? end, k],
    find(x, y) {
      if (x < 0 || y < 0 || y >= units) return null;
      if (x === end) return [null, y];
      return x < inputs ? [x, y] : null;
    },
  };
}

const ofBias = (k, units) => (k < units ? [null, k] : null);

// How many stand side by side so that the whole is nearest to WIDE.
function nearest(count) {
  const off = (across) => Math.abs(Math.log(across / Math.ceil(count / across) / WIDE));
  let best = 1;
  for (let across = 2; across <= count; across += 1) if (off(across) < off(best)) best = across;
  return best;
}

// The number next to one in a direction "ArrowLeft", …; null where there is none in this block.
export function beside(block, [i, k], key) {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  let [x, y] = block.at(i, k);
  for (let step = 0; step <= GAP + APART; step += 1) { // over a gap
    [x, y] = [x + dx, y + dy];
    const found = block.find(x, y);
    if (found) return found;
  }
  return null;
}
