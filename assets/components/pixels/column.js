// The column of all numbers, row under row, and the way of each pixel into it.
import { crisp } from "../../lib/canvas.js";

const ROW = 300, ALL = 1200; // ms that one row is on its way, and all together
const still = matchMedia("(prefers-reduced-motion: reduce)");

const smooth = (t) => t * t * (3 - 2 * t);

// The rows of the picture fly from the <canvas> `picture` to the one of `column`, on that of `flight`.
// `wedge` is a path from the part of the column that is seen close up to its place.
export function createColumn({ picture, column, flight, part, wedge }, colours) {
  let side = 1, numbers = [], shade = null, shades = [], at = 0;
  let began = null, landed = 0, frame = 0; // landed: rows that are in the column

  const surface = crisp(column, (context, width, height) => {
    stack(context, width, height);
    if (landed === side) mark(context, width, height);
    point(height);
  });
  const air = crisp(flight, (context) => {
    if (began === null) return;
    const [from, to] = [picture, column].map(box);
    for (let row = landed; row < side; row += 1) {
      const way = along(row);
      if (way > 0 && way < 1) fly(context, row, smooth(way), from, to);
    }
  });
  // A line of the screen has room for some numbers: it shows their mean.
  function stack(context, width, height) {
    const lines = column.height, each = height / lines, share = numbers.length / lines;
    for (let y = 0; y < lines * landed / side; y += 1) {
      const some = numbers.slice(Math.floor(y * share), Math.ceil((y + 1) * share));
      context.fillStyle = shade(some.reduce((sum, v) => sum + v, 0) / some.length);
      context.fillRect(0, y * each, width, each);
    }
  }
  function box(node) { // in the pixels of the flight
    const here = node.getBoundingClientRect(), { left, top } = flight.getBoundingClientRect();
    return { x: here.left - left, y: here.top - top, width: here.width, height: here.height };
  }
  // How far a row has come, from 0 to 1. The rows start one after the other.
  function along(row) {
    const start = (ALL - ROW) * row / (side - 1);
    const way = Math.min(1, (performance.now() - began - start) / ROW);
    return still.matches ? Math.floor(way) : way;
  }
  // Each pixel of a row goes to its own place below the others of that row.
  function fly(context, row, way, from, to) {
    const mix = (a, b) => a + (b - a) * way, unit = from.width / side;
    const tall = to.height / side; // of the whole row, once it stands
    const width = mix(unit, to.width), height = mix(unit, tall / side);
    const path = new Path2D(); // the edges of its pixels, until they are too small for that
    for (let k = 0; k < side; k += 1) {
      const x = mix(from.x + k * unit, to.x);
      const y = mix(from.y + row * unit, to.y + row * tall + k * tall / side);
      context.fillStyle = shades[row * side + k];
      context.fillRect(x, y, width + 0.5, height + 0.5); // no seams between them
      path.rect(x, y, width, height);
    }
    context.globalAlpha = 1 - way;
    context.strokeStyle = colours.of("quiet");
    context.lineWidth = 0.5;
    context.stroke(path);
    context.globalAlpha = 1;
  }
  const middle = (height) => (at + 0.5) * height / (side * side); // of the chosen number
  function mark(context, width, height) { // the chosen number, and those of its row
    const tall = height / side, row = Math.floor(at / side);
    context.strokeStyle = context.fillStyle = colours.of("selection");
    context.lineWidth = 1;
    context.strokeRect(0.5, row * tall, width - 1, tall);
    context.fillRect(0, middle(height) - 1, width, 2);
  }
  function point(height) {
    const { left, top } = wedge.ownerSVGElement.getBoundingClientRect(), from = part.getBoundingClientRect();
    const to = column.getBoundingClientRect(), end = [to.left - left, to.top - top + middle(height)];
    wedge.setAttribute("d", `M 0 ${from.top - top} L ${end.join(" ")} L 0 ${from.bottom - top} Z`);
  }
  function tick() {
    while (landed < side && along(landed) >= 1) landed += 1;
    if (landed === side) began = null;
    surface.paint();
    air.paint();
    frame = landed < side ? requestAnimationFrame(tick) : 0;
  }
  return {
    show(newer, colour, index) { // colour(v): of number v
      at = index;
      if (numbers !== newer) {
        [numbers, shade, side] = [newer, colour, Math.sqrt(newer.length)];
        shades = Array.from(numbers, shade);
        [began, landed] = [null, side];
      }
      surface.paint();
      air.paint();
    },
    unroll() {
      cancelAnimationFrame(frame);
      [began, landed] = [performance.now(), 0];
      tick();
    },
    stop() {
      cancelAnimationFrame(frame);
      surface.stop();
      air.stop();
    },
  };
}
