// The loss over a plane as shades and lines of equal loss, and the paths of the runs on it.
import { crisp } from "../../lib/canvas.js";
import { mix } from "../../lib/network/ramp.js";
import { contour } from "./contours.js";

const DEEPEST = 0.6; // of the colour of amounts, where the loss is highest: lines stay legible on it
const FAR = 1e5; // pixels; a path may leave for places that a canvas cannot draw
const GAP = 10, LINE = 18, MARK = 6; // pixels: to a label, its height, half of a mark

// Returns {show, place, stop}.
export function createMap(canvas, colours) {
  let shown = null;
  const screen = crisp(canvas, draw);
  const rgb = (role) => colours.of(role).match(/[\d.]+/g).slice(0, 3).map(Number);

  function draw(context, width) {
    if (!shown?.ground.rows?.length) return;
    const { ground, levels, runs, cursor } = shown, { middle, reach } = ground.told;
    const x = (a) => (a - middle[0] + reach) / (2 * reach) * width;
    const y = (b) => (middle[1] + reach - b) / (2 * reach) * width;
    const at = ([a, b]) => near([x(a), y(b)]), labels = [];
    shades(context, width, ground);
    lines(context, width, ground, levels);
    const paths = runs.map(({ path }) => seen(path.filter((place) => place.every(Number.isFinite)).map(at), width));
    for (const light of [true, false]) {
      runs.forEach((run, k) => { if (run.light === light) path(context, paths[k], run); });
    }
    mark(context, at([0, 0]), colours.of("zero"), colours.of("amount"), 6);
    labels.push({ text: "start", from: at([0, 0]) });
    for (const [k, run] of runs.entries()) {
      if (paths[k].length < 2) continue;
      const end = ending(paths[k], width);
      if (end.inside) mark(context, end.from, run.colour, colours.of("zero"), 5);
      const gone = run.left ? " ✕" : end.inside ? "" : ` ${end.arrow}`;
      labels.push({ text: run.name + gone, from: end.from });
    }
    write(context, width, labels);
    if (cursor) cross(context, width, cursor.map((v) => v / (ground.told.side - 1) * width));
  }

  function shades(context, width, { rows, range, told: { side } }) {
    const [zero, amount, none] = ["zero", "amount", "loss"].map(rgb);
    const small = new OffscreenCanvas(side, rows.length), pixels = small.getContext("2d");
    const image = pixels.createImageData(side, rows.length);
    rows.forEach((row, up) => row.forEach((height, k) => {
      const part = range[1] > range[0] ? (height - range[0]) / (range[1] - range[0]) : 0;
      const colour = Number.isFinite(height) ? mix(zero, amount, DEEPEST * part) : none;
      image.data.set([...colour, 255], 4 * ((rows.length - 1 - up) * side + k));
    }));
    pixels.putImageData(image, 0, 0);
    const cell = width / (side - 1), tall = cell * rows.length; // places are in the middles of pixels
    Object.assign(context, { imageSmoothingEnabled: true, imageSmoothingQuality: "high" });
    context.drawImage(small, -cell / 2, width + cell / 2 - tall, width + cell, tall);
  }
  function lines(context, width, { rows, told: { side } }, levels) {
    const cell = width / (side - 1);
    Object.assign(context, { strokeStyle: colours.of("quiet"), lineWidth: 1, globalAlpha: 0.7 });
    context.beginPath();
    for (const level of levels) {
      for (const [from, to] of contour(rows, side, Math.log10(level))) {
        context.moveTo(from[0] * cell, width - from[1] * cell);
        context.lineTo(to[0] * cell, width - to[1] * cell);
      }
    }
    context.stroke();
    context.globalAlpha = 1;
  }
  function path(context, places, { colour, light }) {
    const halo = [colours.of("zero"), 6, []], line = [colour, ...(light ? [1.5, [1, 5]] : [3, []])];
    Object.assign(context, { lineJoin: "round", lineCap: "round" });
    for (const [style, wide, dashes] of light ? [line] : [halo, line]) {
      Object.assign(context, { strokeStyle: style, lineWidth: wide });
      context.setLineDash(dashes);
      context.beginPath();
      places.forEach((place, k) => context[k ? "lineTo" : "moveTo"](...place));
      context.stroke();
    }
    context.setLineDash([]);
  }
  function mark(context, [x, y], fill, stroke, radius) {
    Object.assign(context, { fillStyle: fill, strokeStyle: stroke, lineWidth: 2 });
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
  function write(context, width, labels) {
    const taken = labels.map(({ from: [x, y] }) => [x - MARK, y - MARK, x + MARK, y + MARK]);
    const font = getComputedStyle(canvas);
    Object.assign(context, { font: `600 14px ${font.fontFamily}`, textBaseline: "middle", lineWidth: 4 });
    Object.assign(context, { strokeStyle: colours.of("zero"), fillStyle: font.color, lineJoin: "round" });
    for (const { text, from } of labels) {
      const box = free(from, context.measureText(text).width, width, taken);
      taken.push(box);
      context.strokeText(text, box[0], box[1] + LINE / 2);
      context.fillText(text, box[0], box[1] + LINE / 2);
    }
  }
  function cross(context, width, [x, up]) {
    const y = width - up;
    Object.assign(context, { strokeStyle: colours.of("selection"), lineWidth: 1.5 });
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      context.moveTo(x + 8 * dx, y + 8 * dy);
      context.lineTo(x + 14 * dx, y + 14 * dy);
    }
    context.stroke();
  }
  return {
    // ground: as ./ground.js has it. levels: losses with a line each. runs: {name, path, colour,
    // light, left}. cursor: [column, row] of the place that is read, or null.
    show(newer) {
      shown = newer;
      screen.paint();
    },
    // The column and the row of the map that are nearest to a pointer.
    place({ clientX, clientY }, side) {
      const { left, bottom, width } = canvas.getBoundingClientRect();
      return [clientX - left, bottom - clientY].map((v) => {
        return Math.max(0, Math.min(side - 1, Math.round(v / width * (side - 1))));
      });
    },
    stop: screen.stop,
  };
}

// A place as far away as a canvas can draw, in the same direction.
function near(place) {
  const far = Math.max(1, ...place.map((v) => Math.abs(v) / FAR));
  return place.map((v) => v / far);
}

const inside = (place, width) => place.every((v) => v >= 0 && v <= width);

// The part of a path that is seen: where it leaves the map for good, to the first place out there.
function seen(places, width) {
  return places.slice(0, places.findLastIndex((place) => inside(place, width)) + 2);
}

// Where such a part ends: at a mark inside of the map, or at the edge over which it leaves.
function ending(places, width) {
  const [[x, y], [toX, toY]] = places.slice(-2);
  if (inside([toX, toY], width)) return { from: [toX, toY], inside: true };
  const sides = [[x - toX, x, "←"], [toX - x, width - x, "→"], [y - toY, y, "↑"], [toY - y, width - y, "↓"]];
  const [part, arrow] = sides.filter(([way]) => way > 0)
    .map(([way, room, arrow]) => [room / way, arrow]).sort(([one], [other]) => one - other)[0];
  return { from: [x + part * (toX - x), y + part * (toY - y)], inside: false, arrow };
}

// Where a label of this width stands beside a mark: [left, top, right, foot], inside of the map and,
// where there is room, on no mark and no other label.
function free([x, y], wide, width, taken) {
  const beside = [
    [x + GAP, y - LINE / 2], [x - GAP - wide, y - LINE / 2],
    [x - wide / 2, y - GAP - LINE], [x - wide / 2, y + GAP],
    [x + GAP, y - GAP - LINE], [x + GAP, y + GAP], [x - GAP - wide, y - GAP - LINE], [x - GAP - wide, y + GAP],
  ].map(([left, top]) => {
    const [l, t] = [left, top].map((v, k) => Math.max(4, Math.min(width - 4 - [wide, LINE][k], v)));
    return [l, t, l + wide, t + LINE];
  });
  const clear = (box) => !taken.some((other) => (
    box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]
  ));
  return beside.find(clear) ?? beside[0];
}
