// What the server found on a photo: the whole of it, and the ink that was taken from it. Both lie
// on the 0-1000 grid, the whole with its longer side from edge to edge and its middle in the middle.
import { GRID } from "../../lib/pad.js";

// onReady() once the pictures of another photo can be drawn.
export function createPhoto(colours, onReady) {
  let shown = null, whole = null, ink = null; // `shown` is the server's photo, or null
  const stained = new OffscreenCanvas(1, 1), stain = stained.getContext("2d");

  function paint() { // the ink in the colour of amounts
    if (!ink) return;
    [stained.width, stained.height] = [ink.width, ink.height];
    stain.drawImage(ink, 0, 0);
    stain.globalCompositeOperation = "source-in";
    stain.fillStyle = colours.of("amount");
    stain.fillRect(0, 0, ink.width, ink.height);
  }
  async function load(photo) {
    const pictures = await Promise.all([picture(photo.whole, "jpeg"), picture(photo.ink, "png")]);
    if (shown !== photo) return; // a newer one came meanwhile
    [whole, ink] = pictures;
    paint();
    onReady();
  }
  return {
    paint,
    get there() { return Boolean(shown); },
    show(photo) {
      if (photo?.whole === shown?.whole && photo?.ink === shown?.ink) return;
      [shown, whole, ink] = [photo, null, null];
      if (photo) load(photo);
    },
    // place(x, y) of the grid is [x, y] on the canvas; `light` is how much of the whole photo is
    // seen, the rest being ink alone.
    draw(context, place, light) {
      if (!whole) return;
      const { width, height } = whole, unit = GRID / Math.max(width, height);
      function put(image, left, top, wide, share) {
        const [x, y] = place(left, top);
        const [right, low] = place(left + wide * image.width, top + wide * image.height);
        context.save();
        context.globalAlpha *= share;
        Object.assign(context, { imageSmoothingEnabled: true, imageSmoothingQuality: "high" });
        context.drawImage(image, x, y, right - x, low - y);
        context.restore();
      }
      if (light > 0) put(whole, (GRID - unit * width) / 2, (GRID - unit * height) / 2, unit, light);
      if (light < 1) put(stained, ...shown.corner, shown.unit, 1 - light);
    },
  };
}

async function picture(text, kind) {
  const image = new Image();
  image.src = `data:image/${kind};base64,${text}`;
  await image.decode();
  return image;
}
