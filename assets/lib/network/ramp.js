// Numbers as colours: from the page's background at 0 to the full colour of a role.
export const mix = (from, to, t) => from.map((v, k) => v + (to[k] - v) * t);
export const css = ([r, g, b]) => `rgb(${Math.round(r)} ${Math.round(g)} ${Math.round(b)})`;

// Returns {of, picture, forget}. of(value, most, signed, role) is [r, g, b], in the colour of the role, or,
// where numbers may be below 0, in that of their sign; full at `most`.
export function createRamp(colours) {
  let ends = {};
  const end = (role) => (ends[role] ??= colours.of(role).match(/[\d.]+/g).slice(0, 3).map(Number));
  const ramp = {
    of(value, most, signed, role = "amount") {
      const full = signed ? (value < 0 ? "negative" : "positive") : role;
      return mix(end("zero"), end(full), most ? Math.min(1, Math.abs(value) / most) : 0);
    },
    picture(values, side, most, signed, role) { // a canvas, one of its pixels for each number
      const canvas = new OffscreenCanvas(side, side), context = canvas.getContext("2d");
      const image = context.createImageData(side, side);
      values.forEach((v, i) => image.data.set([...ramp.of(v, most, signed, role), 255], 4 * i));
      context.putImageData(image, 0, 0);
      return canvas;
    },
    forget() { ends = {}; }, // the theme has changed
  };
  return ramp;
}
