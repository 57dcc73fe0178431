// The parts of a number, one a row. The parts of a sum stand as one adds by hand: one value below
// the other, a rule, the total; and a bar beside each shows how much it brings, and which way.
import { button, element } from "../../lib/dom.js";
import { flash } from "../../lib/flash.js";
import { spoken, typeset } from "../../lib/formula.js";

// Returns show(data, same), which shows the parts in `data`. Where the number is the `same` as
// before its rows stay, and what changed in them flashes. onOpen(k) is called to open part k.
export function createParts(list, onOpen) {
  let rows = [], total = null;

  function totalled(number, same) {
    if (!same || !total) total = createRow(false);
    total.item.className = "total";
    total.fill({ ...number, numbers: "" }, false);
    return total.item;
  }
  return ({ parts, sum, steps }, same) => {
    const before = same ? rows : [];
    rows = parts.map(({ opens }, k) =>
      before[k]?.opens === opens ? before[k] : createRow(opens, () => onOpen(k)));
    const reach = sum && reachOf(parts.map((part) => part.value));
    rows.forEach((row, k) => row.fill(parts[k], reach));
    rows.filter((row) => row.opens).forEach(({ box }, k) => {
      box.dataset.testid = `explanation-part-${k}`;
    });
    const items = rows.map((row) => row.item);
    if (sum) items.push(totalled(steps.at(-1), same));
    list.classList.toggle("sum", sum);
    place(list, items);
  };
}

function createRow(opens, onOpen) {
  const item = element("li"), box = opens ? button("part", open) : element("div", "part");
  const [symbol, words, bar, value, more] = ["symbol", "words", "bar", "value", "more"]
    .map((kind) => element("span", kind));
  const name = element("span", "name"), numbers = element("span", "numbers");
  const zero = element("i", "zero"), amount = element("i", "amount");
  const said = element("span", "unseen"); // what is seen, in words
  let shown = null;
  box.append(said, ...[symbol, words, bar, value, more].map(unread));
  words.append(name, numbers);
  item.append(box);

  function open() {
    item.classList.add("asked");
    onOpen();
  }
  function fill(part, reach) {
    item.classList.remove("asked");
    item.classList.toggle("folded", !part.symbol);
    typeset(symbol, part.symbol);
    typeset(numbers, part.numbers);
    typeset(value, part.shown);
    name.textContent = part.name;
    bar.replaceChildren(...(reach ? [zero, amount] : []));
    if (reach) draw(amount, zero, part.value, reach);
    said.textContent = `${part.name}: ${spoken(part.shown)}`;
    if (part.symbol && part.symbol === shown?.symbol && part.shown !== shown.shown) flash(value);
    shown = part;
  }
  return { item, box, opens, fill };
}

export function unread(element) {
  element.ariaHidden = "true";
  return element;
}

// From the smallest to the largest value, zero between them.
function reachOf(values) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return { low, span: high - low || 1 };
}

function draw(amount, zero, value, { low, span }) {
  const percent = (v) => `${100 * v / span}%`;
  zero.style.left = percent(-low);
  amount.style.left = percent(Math.min(0, value) - low);
  amount.style.width = percent(Math.abs(value));
  amount.classList.toggle("negative", value < 0);
}

// A row that stays is not touched: it may have the focus.
function place(list, items) {
  items.forEach((item, k) => {
    const there = list.children[k];
    if (!there) list.append(item);
    else if (there !== item) there.replaceWith(item);
  });
  while (list.children.length > items.length) list.lastElementChild.remove();
}
