// Lines of equal height through a grid, cell by cell (marching squares, Lorensen, Cline 1987).

// The corners of a cell, as [columns, rows] from its first one, counterclockwise.
const CORNERS = [[0, 0], [1, 0], [1, 1], [0, 1]];
const FAR = 8; // times as high as the lowest is the highest, where even steps say too little

// Returns the straight pieces [[x, y], [x, y]] of the line at `level`, in columns and rows of the
// grid, whose rows have `side` heights each. Where a corner is not finite there is no piece.
export function contour(rows, side, level) {
  const pieces = [];
  for (let y = 0; y + 1 < rows.length; y += 1) {
    for (let x = 0; x + 1 < side; x += 1) pieces.push(...inCell(rows, x, y, level));
  }
  return pieces;
}

function inCell(rows, x, y, level) {
  const heights = CORNERS.map(([right, up]) => rows[y + up][x + right]);
  if (!heights.every(Number.isFinite)) return [];
  const crossings = CORNERS.flatMap((from, k) => {
    const to = (k + 1) % 4, [low, high] = [heights[k], heights[to]];
    if ((low < level) === (high < level)) return [];
    const part = (level - low) / (high - low);
    return [from.map((v, axis) => [x, y][axis] + v + part * (CORNERS[to][axis] - v))];
  });
  if (crossings.length < 4) return crossings.length ? [crossings] : [];
  // A saddle: four crossings, joined so that the middle is on the side of its height.
  const middle = heights.reduce((sum, height) => sum + height) / 4;
  const [a, b, c, d] = crossings;
  return (middle < level) === (heights[0] < level) ? [[a, b], [c, d]] : [[d, a], [b, c]];
}

// Returns round heights between the lowest and the highest, at most `most` of them, for lines:
// even steps, or, where the two lie far apart, such as are even on a log scale.
export function levels(low, high, most) {
  if (!(low < high)) return [];
  if (high / low < FAR) return even(low, high, most);
  const powers = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power < high; power += 1) powers.push(power);
  const round = (digits) => powers
    .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
    .filter((level) => level > low && level < high);
  const ever = [[1, 1.5, 2, 3, 4, 5, 7], [1, 2, 5], [1]].map(round);
  return ever.find((found) => found.length <= most) ?? ever.at(-1).slice(-most);
}

function even(low, high, most) {
  const least = (high - low) / most, power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].find((digit) => digit * power >= least) * power;
  const found = [];
  for (let k = Math.floor(low / step) + 1; k * step < high; k += 1) {
    found.push(Number((k * step).toPrecision(6)));
  }
  return found;
}
