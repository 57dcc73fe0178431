// A few pixels close up, with their numbers in them: as they lie in the picture, and as they follow
// each other in the column.
import { button, element, tell } from "../../lib/dom.js";
import { css } from "../../lib/network/ramp.js";
import { four } from "../../lib/numbers.js";
import { REACH } from "./picture.js";

const WINDOW = Array.from({ length: 2 * REACH + 1 }, (_, k) => k - REACH); // -3 to 3

// A number on its own colour. Neither ink nor paper can be read on greys of the middle: those are
// shown a little lighter or darker, and the number says which it is.
function createCell(node, ramp) {
  const MIDDLE = 0.53, ROOM = 0.11;
  return (value, says) => {
    const dark = value > MIDDLE, edge = MIDDLE + (dark ? ROOM : -ROOM);
    const shade = dark ? Math.max(value, edge) : Math.min(value, edge);
    node.classList.toggle("outside", value === undefined);
    node.classList.toggle("dark", dark);
    node.style.background = value === undefined ? "" : css(ramp.of(shade, 1, false));
    tell(node, value === undefined ? "" : says(value));
  };
}

// open() is called when the chosen pixel's number is to be explained.
export function createClose(lens, list, ramp, open) {
  const heads = { rows: [], columns: [] }, cells = [], follow = [];
  const head = () => element("span", "head");
  lens.append(head());
  for (const _ of WINDOW) heads.columns.push(lens.appendChild(head()));
  for (const down of WINDOW) {
    heads.rows.push(lens.appendChild(head()));
    for (const across of WINDOW) {
      const node = lens.appendChild(element("span", down ? "cell" : across ? "cell row" : "cell here"));
      cells.push({ down, across, write: createCell(node, ramp) });
    }
  }
  for (const ahead of WINDOW) {
    const row = element("li"), place = element("span", "place");
    const node = ahead ? element("span", "cell") : button("cell here", open);
    row.append(place, node);
    list.append(row);
    follow.push({ ahead, row, place, node, write: createCell(node, ramp) });
  }
  const value = list.querySelector("button");
  value.dataset.testid = "pixels-value";

  return (numbers, side, [row, column]) => {
    const inside = (k) => k >= 0 && k < side;
    WINDOW.forEach((away, k) => {
      tell(heads.columns[k], inside(column + away) ? String(column + away) : "");
      tell(heads.rows[k], inside(row + away) ? String(row + away) : "");
    });
    for (const { down, across, write } of cells) {
      const [r, c] = [row + down, column + across];
      write(inside(r) && inside(c) ? numbers[r * side + c] : undefined, (v) => v.toFixed(2));
    }
    const here = row * side + column;
    for (const { ahead, place, write } of follow) {
      const known = numbers[here + ahead] !== undefined;
      tell(place, known ? (here + ahead).toLocaleString("en") : "");
      write(numbers[here + ahead], four);
    }
    value.dataset.value = numbers[here].toFixed(6);
    value.setAttribute("aria-label", `pixel in row ${row}, column ${column}: ${four(numbers[here])}`);
  };
}
