// The plane of the network beside, small.
import { crisp } from "../../lib/canvas.js";
import { HUES } from "./plane.js";
import { createShading } from "./shading.js";

// show(odds, classes) draws what it says of each place, of so many classes.
export function createSmall(canvas, colours) {
  const shading = createShading();
  let shown = null;
  const sheet = crisp(canvas, (context, size) => {
    if (!shown) return;
    const [odds, classes] = shown, paper = colours.of("zero");
    shading.paint(odds, HUES.slice(0, classes).map((hue) => colours.of(hue)), paper);
    shading.draw(context, size, { line: colours.of("amount"), halo: paper });
  });
  return {
    show(odds, classes) { shown = [odds, classes]; sheet.paint(); },
    stop() { sheet.stop(); },
  };
}
