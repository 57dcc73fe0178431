// Where the weights of a layer stand in its picture. A layer that looks at a picture has a tile for
// each neuron, as large as that picture; any other has a row for each neuron and a column for each
// number that comes in.

// Returns {wide, high, tile, at, of}: at(i, k) gives [x, y] of a weight, of(x, y) gives its [i, k],
// or null where none stands; `tile` is the side of a tile, or null.
export function createLayer(inputs, units, side) {
  if (!side) {
    return {
      wide: inputs, high: units, tile: null, at: (i, k) => [i, k],
      of: (x, y) => (x < inputs && y < units ? [x, y] : null),
    };
  }
  const columns = across(units), rows = Math.ceil(units / columns);
  return {
    wide: columns * side, high: rows * side, tile: side,
    at: (i, k) => [k % columns * side + i % side,
      Math.floor(k / columns) * side + Math.floor(i / side)],
    of(x, y) {
      const k = Math.floor(y / side) * columns + Math.floor(x / side);
      return k < units && x < columns * side ? [y % side * side + x % side, k] : null;
    },
  };
}

// How many tiles stand side by side: about twice as many as one below the other, few places empty.
function across(units) {
  let best = 1, least = Infinity;
  for (let columns = 1; columns <= units; columns += 1) {
    const rows = Math.ceil(units / columns);
    const cost = Math.abs(Math.log2(columns / rows / 2)) + rows * columns / units;
    if (cost < least) [best, least] = [columns, cost];
  }
  return best;
}

const SHADES = 255; // on either side of zero

// Paints value(i, k) of a whole layer, one pixel each; the full colours stand for plus and minus `most`.
export function paintLayer(layer, ramp, most, value) {
  const { wide, high, of } = layer;
  const canvas = new OffscreenCanvas(wide, high), context = canvas.getContext("2d");
  const image = context.createImageData(wide, high);
  const pixels = new Uint32Array(image.data.buffer);
  const shades = Uint32Array.from({ length: 2 * SHADES + 1 }, (_, n) => {
    const [red, green, blue] = ramp.of(n - SHADES, SHADES, true).map(Math.round);
    return new Uint32Array(Uint8Array.of(red, green, blue, 255).buffer)[0];
  });
  for (let y = 0; y < high; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      const found = of(x, y);
      if (!found) continue;
      const part = most ? value(...found) / most : 0;
      pixels[y * wide + x] = shades[Math.round(Math.max(-1, Math.min(1, part)) * SHADES) + SHADES];
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
