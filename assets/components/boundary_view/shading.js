// How sure a network is of every place of a plane, as colours, and the line where it can't decide.
const SIDE = 220; // places along a side of the picture; the browser smooths what is between them
const STEPS = 512; // of the table of colours
const FINE = 96; // places along a side of the grid on which the borders of three classes or more meet
const MOST = 127; // a shade is from -MOST to MOST
const STRONGEST = 0.62; // of a colour, where the network is sure: points stand out against it

// Returns {paint, draw}: paint(odds, hues, paper) takes what a frame has, with a colour for each class
// as it is written in CSS; draw(context, size, ink) puts the picture and the line on a square.
export function createShading() {
  const sheet = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
  const onto = sheet.getContext("2d"), image = onto.createImageData(SIDE, SIDE);
  const pixels = new Uint32Array(image.data.buffer), ways = new Map();
  let tables = [], made = "", shown = null, fields = [];

  function paint(odds, hues, paper) {
    const now = [odds.furthest, paper, ...hues].join();
    if (now === made && odds.shades === shown?.shades) return;
    if (now !== made) tables = hues.length === 2 ? [between(odds, hues, paper)] : alone(odds, hues, paper);
    [made, shown] = [now, odds];
    fields = parts(odds);
    if (!ways.has(odds.side)) ways.set(odds.side, way(odds.side));
    const row = fields.map(() => new Float32Array(odds.side));
    for (let y = 0; y < SIDE; y += 1) shadeRow(y, row, ways.get(odds.side));
    onto.putImageData(image, 0, 0);
  }
  function shadeRow(y, row, { at, rest }) {
    const { side } = shown, above = at[y] * side, down = rest[y];
    fields.forEach((field, k) => {
      for (let i = 0; i < side; i += 1) {
        row[k][i] = field[above + i] + down * (field[above + side + i] - field[above + i]);
      }
    });
    for (let x = 0; x < SIDE; x += 1) {
      let lead = 0, most = -Infinity;
      for (let k = 0; k < row.length; k += 1) {
        const v = row[k][at[x]] + rest[x] * (row[k][at[x] + 1] - row[k][at[x]]);
        if (v > most) [lead, most] = [k, v];
      }
      pixels[y * SIDE + x] = tables[lead][Math.round((most + MOST) / (2 * MOST) * STEPS)];
    }
  }
  return {
    paint,
    draw(context, size, { line, halo }) {
      if (!shown) return;
      context.imageSmoothingQuality = "high";
      context.drawImage(sheet, 0, 0, size, size);
      const even = fields.map((field) => smooth(field, shown.side)), many = fields.length > 1;
      const border = new Path2D(), side = many ? FINE : shown.side, scale = size / (side - 1);
      for (const field of many ? leads(even.map((each) => finer(each, shown.side))) : even) {
        cross(field, side, (x0, y0, x1, y1) => {
          border.moveTo(x0 * scale, y0 * scale);
          border.lineTo(x1 * scale, y1 * scale);
        });
      }
      context.lineCap = "round";
      for (const [width, colour] of [[5, halo], [2.25, line]]) {
        Object.assign(context, { lineWidth: width, strokeStyle: colour });
        context.stroke(border);
      }
    },
  };
}

// The grids of log-odds, as shades: one for two classes, else one for each class.
function parts({ side, shades }) {
  const all = Int8Array.from(atob(shades), (c) => c.charCodeAt(0)), size = side * side;
  return Array.from({ length: all.length / size }, (_, k) => all.subarray(k * size, (k + 1) * size));
}

// Where each place of the picture lies in a grid: before it, and how far on to the next.
function way(side) {
  const places = Array.from({ length: SIDE }, (_, k) => (k + 0.5) / SIDE * (side - 1));
  const at = Uint16Array.from(places, (v) => Math.min(side - 2, Math.floor(v)));
  return { at, rest: Float32Array.from(places, (v, k) => v - at[k]) };
}

// Of two classes: from the first through undecided to the second.
function between({ furthest }, hues, paper) {
  return table(furthest, (sure) => mixed(paper, hues[sure < 0.5 ? 0 : 1], Math.abs(2 * sure - 1)));
}

// Of more: each from as sure as guessing to sure.
function alone({ furthest }, hues, paper) {
  const guess = 1 / hues.length;
  return hues.map((hue) => table(furthest, (sure) => mixed(paper, hue, Math.max(0, (sure - guess) / (1 - guess)))));
}

function table(furthest, colour) {
  return Uint32Array.from({ length: STEPS + 1 }, (_, k) => {
    const odds = furthest * (2 * k / STEPS - 1);
    return colour(1 / (1 + Math.exp(-odds)));
  });
}

function mixed(paper, hue, sure) {
  const [from, to] = [paper, hue].map((colour) => colour.match(/[\d.]+/g).map(Number));
  const [r, g, b] = from.slice(0, 3).map((v, k) => Math.round(v + STRONGEST * sure * (to[k] - v)));
  return (255 << 24 | b << 16 | g << 8 | r) >>> 0; // as the bytes of a picture lie in memory
}

// The same grid with more places: what lies between its own is in proportion.
function finer(field, side) {
  const grid = new Float32Array(FINE * FINE), part = (side - 1) / (FINE - 1);
  for (let y = 0; y < FINE; y += 1) {
    const above = Math.min(side - 2, Math.floor(y * part)), down = y * part - above;
    for (let x = 0; x < FINE; x += 1) {
      const left = Math.min(side - 2, Math.floor(x * part)), right = x * part - left, at = above * side + left;
      const high = field[at] + right * (field[at + 1] - field[at]);
      const low = field[at + side] + right * (field[at + side + 1] - field[at + side]);
      grid[y * FINE + x] = high + down * (low - high);
    }
  }
  return grid;
}

// By how much each class leads the best of the others.
function leads(fields) {
  return fields.map((field, k) => Float32Array.from(field, (v, at) => (
    v - Math.max(...fields.filter((_, other) => other !== k).map((other) => other[at]))
  )));
}

// The same grid with the steps of its shades worn off, each place a mean of three and three by three
// (1 2 1); those at the edge stay.
function smooth(field, side) {
  const along = (grid, by, at) => (grid[at - by] + 2 * grid[at] + grid[at + by]) / 4;
  const inside = (at) => at % side > 0 && at % side < side - 1;
  const rows = Float32Array.from(field, (v, at) => (inside(at) ? along(field, 1, at) : v));
  return rows.map((v, at) => (at >= side && at < side * (side - 1) ? along(rows, side, at) : v));
}

// Calls line(x0, y0, x1, y1), in places of the grid, for each piece of the line where it is zero
// (marching squares: Lorensen and Cline 1987, in two dimensions).
function cross(field, side, line) {
  for (let y = 0; y < side - 1; y += 1) {
    for (let x = 0; x < side - 1; x += 1) {
      const at = y * side + x;
      const [a, b, c, d] = [field[at], field[at + 1], field[at + side + 1], field[at + side]];
      if ((a > 0) === (b > 0) && (b > 0) === (c > 0) && (c > 0) === (d > 0)) continue;
      const cuts = [];
      if ((a > 0) !== (b > 0)) cuts.push([x + a / (a - b), y]);
      if ((b > 0) !== (c > 0)) cuts.push([x + 1, y + b / (b - c)]);
      if ((d > 0) !== (c > 0)) cuts.push([x + d / (d - c), y + 1]);
      if ((a > 0) !== (d > 0)) cuts.push([x, y + a / (a - d)]);
      for (let k = 0; k < cuts.length; k += 2) line(...cuts[k], ...cuts[k + 1]);
    }
  }
}
