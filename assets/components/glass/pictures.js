// Ink, weights and their products, pixel by pixel: three pictures under one pair of cross hairs.
import { crisp } from "../../lib/canvas.js";
import { tell } from "../../lib/dom.js";
import { reach } from "../../lib/network/values.js";
import { four } from "../../lib/numbers.js";

const NAMES = ["ink", "weights", "products"];
const INVITES = "Point at a pixel to see one product.";
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// open(i) is called with the pixel that was chosen.
export function createPictures(root, colours, ramp, open) {
  const readout = root.querySelector(".pixel");
  let side = 1, values = [], at = null; // at: the pixel under the cross hairs
  const pictures = NAMES.map((name) => {
    const figure = root.querySelector(`.${name}`), canvas = figure.querySelector("canvas");
    const picture = { figure, pixels: null, ends: figure.querySelectorAll(".range span") };
    picture.surface = crisp(canvas, (context, width) => {
      context.imageSmoothingEnabled = false;
      if (picture.pixels) context.drawImage(picture.pixels, 0, 0, width, width);
      if (at !== null) crossHairs(context, width);
    });
    canvas.onpointermove = canvas.onpointerdown = (event) => look(under(event));
    canvas.onpointerleave = () => look(null);
    canvas.onclick = (event) => open(under(event));
    return picture;
  });
  root.onkeydown = ({ key }) => {
    if (key === "Enter" && at !== null) open(at);
    if (key === "Escape") look(null);
    if (!MOVES[key]) return true;
    look(at === null ? (side * side + side) >> 1 : moved(at, MOVES[key]));
    return false; // the page does not scroll
  };
  root.onblur = () => look(null);

  const within = (v) => Math.max(0, Math.min(side - 1, v));
  const moved = (i, [dx, dy]) => within(row(i) + dy) * side + within(column(i) + dx);
  const row = (i) => Math.floor(i / side), column = (i) => i % side;
  function under({ offsetX, offsetY, target }) {
    const [x, y] = [offsetX, offsetY].map((v) => within(Math.floor(v / target.clientWidth * side)));
    return y * side + x;
  }
  function look(pixel) {
    at = pixel;
    tell(readout, at === null ? INVITES : `row ${row(at)}, column ${column(at)}: ${equation(at)}`);
    readout.classList.toggle("quiet", at === null);
    for (const { surface } of pictures) surface.paint();
  }
  function equation(i) {
    const [x, w, product] = values.map((numbers) => numbers[i]);
    if (w === undefined) return four(x);
    const exact = four(Number(x.toFixed(4)) * Number(w.toFixed(4))) === four(product);
    return `${four(x)} × ${w < 0 ? `(${four(w)})` : four(w)} ${exact ? "=" : "≈"} ${four(product)}`;
  }
  function crossHairs(context, width) {
    const unit = width / side, left = column(at) * unit, top = row(at) * unit;
    context.strokeStyle = colours.of("selection");
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(left + unit / 2, 0); context.lineTo(left + unit / 2, width);
    context.moveTo(0, top + unit / 2); context.lineTo(width, top + unit / 2);
    context.stroke();
    context.lineWidth = 2;
    context.strokeRect(left - 1, top - 1, unit + 2, unit + 2);
  }
  return {
    show(ink, weights) { // numbers by pixel; without weights the ink is shown alone
      side = Math.sqrt(ink.length);
      values = weights ? [ink, weights, ink.map((x, i) => x * weights[i])] : [ink];
      pictures.forEach((picture, k) => {
        const numbers = values[k], signed = k > 0;
        picture.figure.classList.toggle("blank", !numbers);
        picture.pixels = null;
        if (!numbers) return;
        const most = signed ? reach(numbers) || 1 : 1, [low, high] = picture.ends;
        picture.pixels = ramp.picture(numbers, side, most, signed);
        [low.textContent, high.textContent] = signed ? [four(-most), four(most)] : ["0", "1"];
      });
      look(at === null || at >= ink.length ? null : at);
    },
    stop() { for (const { surface } of pictures) surface.stop(); },
  };
}
