// All pictures on one sheet: those met in this epoch, those of the batch that is learnt from, and
// those still to come.
import { crisp } from "../../lib/canvas.js";

const GAP = 2; // px
const PAPER = 1; // pixels of a picture at each edge that are left out: there is hardly any ink
const COMING = 0.45; // how much of its ink a picture shows before it is met

// `data` has the number of `pictures`, the `side` of one, their `ink` (two pixels in a byte), and
// the `order` of each epoch, a uint16 for each picture; both in base64. A batch has `size` of them.
export function createSheet(canvas, colours, { pictures, side, ink, order, size }) {
  const orders = new Uint16Array(bytes(order).buffer), inked = bytes(ink);
  const strip = new OffscreenCanvas(side, side * pictures), brush = strip.getContext("2d");
  let met = 0, first = 0, row = 0; // pictures met so far, where the batch begins among them; the epoch's order
  let dirty = true;
  const surface = crisp(canvas, (context, width, height) => {
    if (dirty) tint();
    const across = Math.round(Math.sqrt(pictures * width / height)), cell = width / across;
    const at = (k) => [k % across * cell, Math.floor(k / across) * cell, cell - GAP, cell - GAP];
    const seen = orders.subarray(row, row + met), now = seen.subarray(first);
    const dark = new Set(seen);
    for (let k = 0; k < pictures; k += 1) {
      context.globalAlpha = dark.has(k) ? 1 : COMING;
      context.drawImage(strip, PAPER, k * side + PAPER, side - 2 * PAPER, side - 2 * PAPER, ...at(k));
    }
    context.fillStyle = context.strokeStyle = colours.of("selection");
    for (const k of now) {
      const [x, y, w, h] = at(k);
      context.globalAlpha = 0.25;
      context.fillRect(x - 1, y - 1, w + 2, h + 2);
      context.globalAlpha = 1;
      context.lineWidth = 2;
      context.strokeRect(x, y, w, h);
    }
  });
  function tint() { // the pictures in the colour of amounts, one below the other
    const image = brush.createImageData(side, side * pictures);
    const [r, g, b] = colours.of("amount").match(/[\d.]+/g).map(Number);
    inked.forEach((both, k) => {
      image.data.set([r, g, b, 17 * (both >> 4), r, g, b, 17 * (both & 15)], 8 * k);
    });
    brush.putImageData(image, 0, 0);
    dirty = false;
  }
  return {
    get met() { return met; },
    show(epoch, batch) { // counted from 1; before the first batch that is 0
      row = (epoch - 1) * pictures;
      met = Math.min(pictures, batch * size);
      first = Math.max(0, batch - 1) * size;
      surface.paint();
    },
    paint() {
      dirty = true;
      surface.paint();
    },
    stop() { surface.stop(); },
  };
}

const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
