// The picture as a grid of pixels: one is looked at under the mouse, and chosen by a press, a drag
// or the arrow keys. A finger that is drawn over it scrolls the page.
import { crisp } from "../../lib/canvas.js";
import { movable } from "../../lib/movable.js";

export const REACH = 3; // pixels to each side of the chosen one that are seen close up

// look(pixel) is called with [row, column] under the mouse, null when it leaves; choose(pixel) with
// one to stay at.
export function createPicture(grid, colours, { look, choose }) {
  let side = 1, image = null, at = [0, 0];
  const surface = crisp(grid.firstElementChild, (context, width) => {
    if (!image) return;
    context.imageSmoothingEnabled = false;
    context.drawImage(image, 0, 0, width, width);
    lines(context, width);
    frame(context, width / side, 1, REACH);
    frame(context, width / side, 2, 0);
  });
  const within = (v) => Math.max(0, Math.min(side - 1, v));
  function under({ clientX, clientY }) {
    const { left, top, width, height } = grid.getBoundingClientRect();
    return [(clientY - top) / height, (clientX - left) / width].map((v) => within(Math.floor(v * side)));
  }
  movable(grid, {
    to: (event) => { if (event.pointerType !== "touch") choose(under(event)); },
    by: (across, up) => choose([within(at[0] - up), within(at[1] + across)]),
  });
  grid.onclick = (event) => choose(under(event));
  grid.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse" && !event.buttons) look(under(event));
  });
  grid.addEventListener("pointerleave", () => look(null));

  function lines(context, width) {
    context.strokeStyle = colours.of("line");
    context.lineWidth = side > 40 ? 0.5 : 1;
    context.globalAlpha = side > 40 ? 0.5 : 0.8;
    context.beginPath();
    for (let k = 0; k <= side; k += 1) {
      const place = k * width / side;
      context.moveTo(place, 0); context.lineTo(place, width);
      context.moveTo(0, place); context.lineTo(width, place);
    }
    context.stroke();
    context.globalAlpha = 1;
  }
  // Around so many pixels to each side, and within the picture.
  function frame(context, unit, line, reach) {
    const edges = at.flatMap((v) => [(v - reach) * unit, (v + reach + 1) * unit]);
    const [top, foot, left, right] = edges.map((v, k) => (
      k % 2 ? Math.min(side * unit - line / 2, v + line / 2) : Math.max(line / 2, v - line / 2)));
    context.strokeStyle = colours.of("selection");
    context.lineWidth = line;
    context.strokeRect(left, top, right - left, foot - top);
  }
  return {
    show(newer, pixel, says) { // says: the value of pixel `pixel`, in words
      [image, at] = [newer, pixel];
      side = image.width;
      grid.ariaValueMin = "0";
      grid.ariaValueMax = String(side * side - 1);
      grid.ariaValueNow = String(at[0] * side + at[1]);
      grid.ariaValueText = says;
      surface.paint();
    },
    stop: surface.stop,
  };
}
