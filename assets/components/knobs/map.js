// All the numbers of a network as dots on a canvas, beside them a, b and c; and one of them, with
// those around it, under a lens.
import { crisp } from "../../lib/canvas.js";
import { createRamp, css } from "../../lib/network/ramp.js";
import { blocksOf, beside } from "./blocks.js";

const HEAD = 22; // px above a block, for its name
const ROOM = 24; // px between two blocks
const LARGEST = 5, HIGHEST = 535; // px of a dot, and of the whole
const RING = 9; // px of the ring about the chosen dot, at least
const AROUND = 5; // dots that the lens shows to either side
const NEAR = [0, -1, 1, -2, 2, -3, 3, -4, 4]; // px to either side in which a press still finds a dot
const THREE = "a x² + b x + c: 3";

// choose([c, i, k]) is called with the number that is pressed or reached by a key, over([c, i, k] or
// null) with the one under the mouse, sized(pixels) with how many pixels of the screen a dot is wide.
export function createMap(canvas, lens, colours, { choose, over, sized }) {
  const ramp = createRamp(colours);
  let scene = null, blocks = [], images = [], places = [], three = null, dot = 1;
  const map = crisp(canvas, paint), glass = crisp(lens, enlarge);

  // In px: blocks beside each other while there is room, then below. A dot is as large as fits.
  function arrange(width) {
    const widest = Math.max(...blocks.map((block) => block.width));
    dot = Math.min(LARGEST, width / widest);
    const whole = () => flow(width).height;
    while (dot > 1 && whole() > HIGHEST) dot *= 0.95;
    const pixels = dot * devicePixelRatio; // whole ones where that takes little away
    if (pixels > 1 && Math.floor(pixels) > 0.85 * pixels) dot = Math.floor(pixels) / devicePixelRatio;
    const found = flow(width);
    [places, three] = [found.at.slice(0, -1), found.at.at(-1)];
    canvas.style.height = `${Math.ceil(found.height)}px`;
    sized(dot * devicePixelRatio);
  }
  function flow(width) {
    let x = 0, y = 0, high = 0;
    const all = [...blocks.map((block) => [Math.max(90, block.width * dot), block.height * dot]), [110, dot]];
    const at = all.map(([wide, tall]) => {
      if (x && x + wide > width + 0.5) [x, y, high] = [0, y + high + ROOM / 2, 0];
      const place = { x, y: y + HEAD };
      x += wide + ROOM;
      high = Math.max(high, HEAD + tall);
      return place;
    });
    return { at, height: y + high + 4 };
  }
  function dotted() { // an image for each layer, with one pixel for each number
    const { weights, full } = scene;
    images = blocks.map((block, l) => {
      const image = new ImageData(block.width, block.height), { W, b, units } = weights[l];
      const put = ([x, y], v) => image.data.set([...ramp.of(v, full, true), 255], 4 * (y * block.width + x));
      W.forEach((v, n) => put(block.at(Math.floor(n / units), n % units), v));
      b.forEach((v, k) => put(block.at(null, k), v));
      const made = new OffscreenCanvas(block.width, block.height);
      made.getContext("2d").putImageData(image, 0, 0);
      return made;
    });
  }
  function turned(context, x, y, size) { // the chosen dot, as it is now
    context.fillStyle = css(ramp.of(scene.value, scene.full, true));
    context.fillRect(x, y, size, size);
  }
  function ring(context, x, y, size) {
    context.lineWidth = 2;
    context.strokeStyle = colours.of("selection");
    context.strokeRect(x - 1, y - 1, size + 2, size + 2);
  }
  function paint(context, width) {
    if (!images.length) return;
    arrange(width);
    context.font = `13px ${getComputedStyle(canvas).fontFamily}`;
    context.imageSmoothingEnabled = dot * devicePixelRatio < 1;
    context.imageSmoothingQuality = "high";
    blocks.forEach((block, l) => {
      const { x, y } = places[l];
      context.fillStyle = colours.of("quiet");
      context.fillText(scene.names[l], x, y - 7);
      context.drawImage(images[l], x, y, block.width * dot, block.height * dot);
    });
    context.fillStyle = colours.of("quiet");
    context.fillText(THREE, three.x, three.y - 7);
    scene.three.forEach((v, n) => {
      context.fillStyle = css(ramp.of(v, scene.full, true));
      context.fillRect(three.x + 3 * n * dot, three.y, dot, dot);
    });
    const [c, i, k] = scene.number, [x, y] = blocks[c - 1].at(i, k), place = places[c - 1];
    const size = Math.max(dot, RING - 2), middle = (dot - size) / 2;
    turned(context, place.x + x * dot, place.y + y * dot, dot);
    ring(context, place.x + x * dot + middle, place.y + y * dot + middle, size);
  }
  function enlarge(context, width) {
    if (!images.length) return;
    const [c, i, k] = scene.number, [x, y] = blocks[c - 1].at(i, k);
    const count = 2 * AROUND + 1, size = width / count, middle = AROUND * size;
    context.imageSmoothingEnabled = false;
    context.drawImage(images[c - 1], x - AROUND, y - AROUND, count, count, 0, 0, width, width);
    turned(context, middle, middle, size);
    ring(context, middle, middle, size);
  }
  function under({ offsetX, offsetY }) {
    for (const dy of NEAR) {
      for (const dx of NEAR) {
        const found = dotAt(offsetX + dx, offsetY + dy);
        if (found) return found;
      }
    }
    return null;
  }
  function dotAt(px, py) {
    for (const [l, { x, y }] of places.entries()) {
      const found = blocks[l].find(Math.floor((px - x) / dot), Math.floor((py - y) / dot));
      if (found) return [l + 1, ...found];
    }
    return null;
  }
  canvas.onpointermove = (event) => over(under(event));
  canvas.onpointerleave = () => over(null);
  canvas.onclick = (event) => {
    const found = under(event);
    if (found) choose(found);
  };
  canvas.onkeydown = (event) => {
    if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const [c, i, k] = scene.number, found = beside(blocks[c - 1], [i, k], event.key);
    const next = c + { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (found) choose([c, ...found]);
    else if (blocks[next - 1]) choose([next, 0, 0]);
  };
  return {
    // {shape, weights, full, three, names, number, value}: `weights` as they were fetched, `full` the
    // size of number with the full colour, `three` are a, b and c, `names` those of the blocks,
    // `number` is [c, i, k], and `value` its value now.
    show(newer) {
      const other = colours.changed();
      if (other) ramp.forget();
      const before = scene;
      scene = newer;
      if (other || before?.weights !== scene.weights || before?.full !== scene.full) {
        blocks = blocksOf(scene.shape);
        dotted();
      }
      map.paint();
      glass.paint();
    },
    stop() {
      map.stop();
      glass.stop();
    },
  };
}
