// What comes from the column before: activation times weight, the largest first, all small in one.
import { button, element, fill, tell, within } from "../../lib/dom.js";
import { reach } from "../../lib/network/values.js";
import { plain } from "../../lib/numbers.js";

// select(i) is called with the neuron of a row, open(code) with the number that was chosen.
export function createTerms(root, ramp, { select, open }) {
  const body = root.querySelector("tbody"), rows = [];
  function row() {
    const parts = {
      tr: element("tr"), name: button("name"), tile: element("canvas"), said: element("span"),
      x: element("td", "factor"), w: element("td", "factor"), bar: element("i"),
      product: button("number"),
    };
    const { tr, name, tile, said, x, w, bar, product } = parts;
    name.append(tile, said);
    const times = element("td", "sign", "×");
    tr.append(within("th", name), x, times, w, within("td", bar), within("td", product));
    bar.parentNode.className = "track";
    tr.onclick = ({ target }) => {
      const { from, code } = parts.term;
      if (target === product) open(code);
      else if (!name.disabled) select(from);
    };
    rows.push(parts);
    return tr;
  }
  function show(parts, most, { leads, who, tiled, weights }) {
    const { tr, name, tile, said, x, w, bar, product, term } = parts;
    const rest = term.from === null;
    tr.dataset.testid = `glass-term-${term.from ?? "rest"}`;
    tr.dataset.value = term.value.toFixed(6);
    tr.classList.toggle("rest", rest);
    name.disabled = rest || !leads;
    tell(said, rest ? term.name : `${who} ${term.from}`);
    tell(x, rest ? "" : plain(term.x));
    tell(w, rest ? "" : plain(term.w));
    tell(product, plain(term.shown));
    product.setAttribute("aria-label", `${term.name}: ${plain(term.shown)}`);
    bar.className = term.value < 0 ? "below" : "";
    bar.style.width = `${50 * Math.abs(term.value) / most}%`;
    tile.hidden = rest || !tiled;
    if (!tile.hidden) paint(tile, weights(term.from));
  }
  function paint(tile, numbers) { // without numbers it stays blank, in its place
    const side = Math.sqrt(numbers?.length ?? 1);
    tile.width = tile.height = side;
    if (!numbers) return;
    const picture = ramp.picture(numbers, side, reach(numbers), true);
    tile.getContext("2d").drawImage(picture, 0, 0);
  }
  return {
    // terms: [{from, name, value, shown, code, x, w}]; `leads` says whether they come from neurons,
    // `tiled` whether those look at the picture. weights(i) are theirs, null while none are here.
    show(terms, how) {
      const most = reach(terms.map(({ value }) => value)) || 1;
      fill(body, terms.length, row);
      terms.forEach((term, k) => {
        rows[k].term = term;
        show(rows[k], most, how);
      });
    },
  };
}
