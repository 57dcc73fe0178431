// The plane: how sure the network is of each place, the line where it can't decide, and the points.
import { crisp } from "../../lib/canvas.js";
import { written } from "../../lib/pen.js";
import { createShading } from "./shading.js";

export const HUES = ["negative", "positive", "third", "fourth"]; // of the classes
const SIZES = [[400, 4.5], [1200, 3.5], [Infinity, 2.25]]; // so many points, and the radius of each
const GAP = 16; // pixels between the edge and what is written at it

// Returns {show, at, near, stop}. show({odds, names, points, changes, hot, cursor, probe}) draws: `hot`
// is the number of the point that stands out, or null, `cursor` the keys' place [x, y], or null,
// `probe` the place {x, y} that is looked at.
export function createPlane(canvas, colours, reach) {
  const shading = createShading(), layer = document.createElement("canvas");
  const font = getComputedStyle(canvas).fontFamily;
  let shown = null, drawn = null; // what the layer of points was drawn from
  const sheet = crisp(canvas, draw);
  const hue = (k) => colours.of(HUES[k]);

  function draw(context, size) {
    if (!shown) return;
    const { odds, names, points, hot, cursor, probe } = shown, paper = colours.of("zero");
    shading.paint(odds, names.map((_, k) => hue(k)), paper);
    shading.draw(context, size, { line: colours.of("amount"), halo: paper });
    axes(context, size, points);
    dots(size);
    context.drawImage(layer, 0, 0, size, size);
    if (hot !== null) ring(context, size, points.list[hot]);
    target(context, size, cursor ?? [probe.x, probe.y], cursor ? [6, 16] : [2, 7]);
  }
  const across = (x, size) => (x + reach) / (2 * reach) * size;
  const down = (y, size) => (reach - y) / (2 * reach) * size;

  function dots(size) { // drawn again only where there is something else to draw
    const now = [shown.points.list, shown.changes, canvas.width, colours.of("zero")];
    if (drawn && now.every((one, k) => one === drawn[k])) return;
    drawn = now;
    Object.assign(layer, { width: canvas.width, height: canvas.height });
    const context = layer.getContext("2d"), { list } = shown.points;
    context.scale(canvas.width / size, canvas.height / size);
    const radius = SIZES.find(([most]) => list.length <= most)[1];
    for (const { x, y, of, unseen } of list) {
      (unseen ? square : circle)(context, across(x, size), down(y, size), radius, hue(of), colours.of("zero"));
    }
  }
  function ring(context, size, { x, y }) {
    context.beginPath();
    context.arc(across(x, size), down(y, size), 10, 0, 2 * Math.PI);
    Object.assign(context, { strokeStyle: colours.of("selection"), lineWidth: 2.5 });
    context.stroke();
  }
  function target(context, size, [x, y], [from, to]) {
    const [px, py] = [across(x, size), down(y, size)];
    for (const [width, colour] of [[5, "zero"], [2, "selection"]]) {
      Object.assign(context, { strokeStyle: colours.of(colour), lineWidth: width, lineCap: "butt" });
      context.beginPath();
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        context.moveTo(px + from * dx, py + from * dy);
        context.lineTo(px + to * dx, py + to * dy);
      }
      context.stroke();
    }
  }
  function axes(context, size, { middle, unit }) { // in the reader's own units
    context.font = `12px ${font}`;
    const from = [0, 1].map((k) => middle[k] - reach * unit[k]), to = [0, 1].map((k) => middle[k] + reach * unit[k]);
    Object.assign(context, { textAlign: "center", textBaseline: "alphabetic" });
    for (const v of ticks(from[0], to[0])) {
      const px = (v - from[0]) / (to[0] - from[0]) * size;
      if (px > 2 * GAP && px < size - 2.5 * GAP) written(context, colours, text(v), px, size - 7);
    }
    Object.assign(context, { textAlign: "left", textBaseline: "middle" });
    for (const v of ticks(from[1], to[1])) {
      const py = (to[1] - v) / (to[1] - from[1]) * size;
      if (py > 2 * GAP && py < size - 2 * GAP) written(context, colours, text(v), 7, py);
    }
    context.font = `600 14px ${font}`;
    Object.assign(context, { textAlign: "right", textBaseline: "alphabetic" });
    written(context, colours, "x₀ →", size - 7, size - 7, colours.of("amount"));
    Object.assign(context, { textAlign: "left", textBaseline: "top" });
    written(context, colours, "↑ x₁", 7, 8, colours.of("amount"));
  }
  return {
    show(what) { shown = what; sheet.paint(); },
    // The place [x, y] under a pointer; outside of the plane the nearest on it.
    at({ clientX, clientY }) {
      const { left, top, width } = canvas.getBoundingClientRect(), part = 2 * reach / width;
      return [(clientX - left) * part - reach, reach - (clientY - top) * part]
        .map((v) => Number(Math.min(reach, Math.max(-reach, v)).toFixed(4)));
    },
    // The number of the point that is nearest to a place, if it is within so many pixels; else null.
    near([x, y], pixels) {
      const part = 2 * reach / canvas.clientWidth;
      let found = null, least = (pixels * part) ** 2;
      shown?.points.list.forEach((point, n) => {
        const far = (point.x - x) ** 2 + (point.y - y) ** 2;
        if (far <= least) [found, least] = [n, far];
      });
      return found;
    },
    stop() { sheet.stop(); },
  };
}

// A point to learn from.
function circle(context, x, y, radius, colour, paper) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  Object.assign(context, { fillStyle: colour, strokeStyle: paper, lineWidth: radius / 4 });
  context.fill();
  context.stroke();
}

// A point that is unseen.
function square(context, x, y, radius, colour, paper) {
  const half = radius * 0.9;
  context.beginPath();
  context.rect(x - half, y - half, 2 * half, 2 * half);
  Object.assign(context, { fillStyle: paper, strokeStyle: colour, lineWidth: Math.max(1.5, radius / 2.4) });
  context.fill();
  context.stroke();
}

// About five round numbers between two.
function ticks(from, to) {
  const power = 10 ** Math.floor(Math.log10((to - from) / 4));
  const by = [1, 2, 5, 10].find((k) => (to - from) / (k * power) <= 6) * power;
  const first = Math.ceil(from / by);
  return Array.from({ length: Math.floor(to / by) - first + 1 }, (_, k) => Number(((first + k) * by).toPrecision(6)));
}

const text = (v) => String(v).replace("-", "−");
