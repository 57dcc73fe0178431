// Where everything stands in the picture of a network: columns from left to right, or, where it is
// narrow, one below the other. A column of many neurons is a grid of tiles.
const LARGEST = 60, SMALLEST = 5; // px of a tile, its gap included
const APART = 1.6; // a single file of neurons is spread out to this multiple of a tile's size
const ALONE = 40; // px of a tile from which a few neurons stand in a single file, rather than larger in two
const WIDER = 1.45; // times as many files of tiles as need be, at most, to fill every row
const NAMED = 96; // px to the left of an input that is always 1, for its name and a number
const NARROW = 640; // px below which the columns are stacked
const ROWS = 12; // outputs, at most, that get a row with their number
const HEAD = 26; // px for the title over a column
const FOOT = 34; // px for the scale and the bias under a column

// shape: {inputs, side, units: [...]}; side is null where the input is no picture.
// room: {width, height, picture, rows}. `picture` is the place of a picture that stands elsewhere,
// {x, y, size}; `rows` are the places of the outputs' rows where these stand elsewhere, {top, pitch}.
// Returns {stacked, width, height, picture, columns, biases}. Column 0 is the input (without tiles
// where it is a picture); a column is {x, y, width, height, size, at: [{x, y}, ...]}, at being the
// middles of its neurons; one of rows has a pitch, and its rows are `wide`. biases[l] is the place of the 1 whose weights are the biases of column l + 1.
export function arrange(shape, room) {
  const counts = [shape.side ? 0 : shape.inputs, ...shape.units];
  return room.width < NARROW && !room.rows
    ? stacked(shape, counts, room) : sideways(shape, counts, room);
}

function sideways(shape, counts, { width, height, picture = null, rows = null }) {
  const inner = height - HEAD - FOOT, last = counts.length - 1;
  const listed = !rows && counts[last] <= ROWS;
  const own = shape.side && !picture; // the picture stands in this view
  const side = own ? Math.min(inner, 0.21 * width) : 0;
  const end = rows ? Math.min(26, rows.pitch) : listed ? Math.min(230, 0.24 * width) : 0;
  const tiled = counts.map((count, l) => (l === last && (listed || rows) ? 0 : count));
  const gaps = last - (own || !shape.side ? 0 : 0.5), least = rows ? 22 : Math.max(16, Math.min(48, 0.25 * width / gaps));
  const free = width - side - end - gaps * least;
  const single = (count, s) => count * s <= inner || count * ALONE > inner;
  const size = largest((s) => total(tiled, s, inner) <= free && s * 2 <= inner && tiled.every((count) => single(count, s)));
  const gap = (width - side - end - total(tiled, size, inner)) / gaps;
  let x = own || !shape.side ? 0 : gap / 2;
  const columns = counts.map((count, l) => {
    let column;
    if (l === 0 && shape.side) {
      column = { x, y: HEAD + (inner - side) / 2, width: side, height: side, size: 0, at: [] };
      if (!own) return { ...column, width: 0, height: 0 };
    } else if (l === last && rows) {
      column = lined(count, 1, { x, y: rows.top, width: end, pitch: rows.pitch, size: end });
    } else if (l === last && listed) {
      const pitch = Math.min(44, inner / count);
      const y = HEAD + (inner - pitch * count) / 2;
      column = lined(count, 1, { x, y, width: end, pitch, size: Math.min(pitch, 40) });
    } else column = gridded(count, size, inner, x);
    x += column.width + gap;
    return column;
  });
  const biases = columns.slice(0, -1).map((column, l) => {
    const beside = columns[l + 1];
    const foot = column.x + column.width - 8;
    const middle = l > 0 || own ? foot : shape.side ? 7 : Math.max(foot, NAMED);
    return { x: Math.min(middle, beside.x - 14), y: height - FOOT + 22 };
  });
  return {
    stacked: false, width, height, columns, biases,
    picture: picture ?? (own ? { x: columns[0].x, y: columns[0].y, size: side } : null),
  };
}

function stacked(shape, counts, { width }) {
  const last = counts.length - 1, between = HEAD + FOOT;
  let y = HEAD;
  const columns = counts.map((count, l) => {
    let column;
    if (l === 0 && shape.side) {
      const side = Math.min(144, width);
      column = { x: (width - side) / 2, y, width: side, height: side, size: 0, at: [] };
    } else if (l === last && count <= ROWS) {
      column = lined(count, count > 5 ? 2 : 1, { x: 0, y, width, pitch: 40, size: 30 });
    } else {
      const size = largest((s) => Math.ceil(count / Math.floor(width / s)) * s <= 180);
      const across = Math.min(count, Math.floor(width / size));
      column = grid(count, across, size, (width - across * size) / 2, y);
    }
    y += column.height + between;
    return column;
  });
  const biases = columns.slice(0, -1).map((column) => (
    { x: width - 10, y: column.y + column.height + 16 }));
  const { x, y: top, width: side } = columns[0];
  return {
    stacked: true, width, height: y - between + 8, columns, biases,
    picture: shape.side ? { x, y: top, size: side } : null,
  };
}

function largest(fits) {
  let size = LARGEST;
  while (size > SMALLEST && !fits(size)) size -= 1;
  return size;
}

function total(counts, size, height) {
  const most = Math.max(1, Math.floor(height / size));
  return counts.reduce((sum, count) => sum + filesOf(count, most) * size, 0);
}

// How many neurons stand side by side where at most so many stand one below the other: a few more
// than need be where that fills every row.
function filesOf(count, most) {
  const least = Math.ceil(count / most);
  for (let files = least; files <= WIDER * least; files += 1) if (count % files === 0) return files;
  return least;
}

function gridded(count, size, height, x) { // as even as it can be, in the middle of the height
  const across = filesOf(count, Math.max(1, Math.floor(height / size)));
  const rows = Math.ceil(count / across);
  const pitch = across === 1 ? Math.max(size, Math.min(APART * size, height / rows)) : size;
  return grid(count, across, size, x, HEAD + (height - rows * pitch) / 2, pitch);
}

function grid(count, across, size, x, y, pitch = size) { // read like text: row by row
  const at = Array.from({ length: count }, (_, k) => (
    { x: x + (k % across + 0.5) * size, y: y + (Math.floor(k / across) + 0.5) * pitch }));
  return { x, y, width: across * size, height: Math.ceil(count / across) * pitch, size, at };
}

// Rows with room for a number, in one file or in two beside each other.
function lined(count, files, { x, y, width, pitch, size }) {
  const rows = Math.ceil(count / files), wide = (width + 16) / files - 16;
  const at = Array.from({ length: count }, (_, k) => (
    { x: x + Math.floor(k / rows) * (wide + 16) + size / 2, y: y + (k % rows + 0.5) * pitch }));
  return { x, y, width, height: rows * pitch, size, at, pitch, wide };
}

// The neuron next to one in a direction "ArrowLeft", …: in its own column, or else, along the way
// that the data goes, in the next one. Places are [column, neuron]; the same one where none is.
export function neighbour({ columns, stacked }, [column, neuron], key) {
  const from = columns[column].at[neuron];
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  const nearest = (c) => {
    let best = null, least = Infinity;
    columns[c]?.at.forEach(({ x, y }, k) => {
      const ahead = (x - from.x) * dx + (y - from.y) * dy;
      const aside = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
      const cost = ahead + 3 * aside;
      if (ahead < 1 || c === column && aside > ahead || cost >= least) return;
      [best, least] = [[c, k], cost];
    });
    return best;
  };
  return nearest(column) ?? nearest(column + (stacked ? dy : dx)) ?? [column, neuron];
}
