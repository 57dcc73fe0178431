// What comes from the column before: activation times weight, the largest first, all small in one.
import { button, element, fill, tell, within } from "../../lib/dom.js";
import { plain } from "../../lib/numbers.js";
import { largest, paintPixels } from "./pixels.js";

// select(i) is called with the neuron of a row, open(code) with the number that was chosen.
export function createTerms(root, colours, { select, open }) {
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
  function show(parts, reach, { leads, tile, who }) {
    const { tr, name, said, x, w, bar, product, term } = parts;
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
    bar.style.width = `${50 * Math.abs(term.value) / reach}%`;
    const numbers = rest ? null : tile(term.from);
    parts.tile.hidden = !numbers;
    if (!numbers) return;
    paintPixels(parts.tile, numbers, largest(numbers), colours, ["positive", "negative"]);
  }
  return {
    // terms: [{from, name, value, shown, code, x, w}]; `leads` says whether they come from neurons,
    // tile(i) gives the weights of neuron i as a picture, if they are one.
    show(terms, how) {
      const reach = largest(terms.map(({ value }) => value));
      fill(body, terms.length, row);
      terms.forEach((term, k) => {
        rows[k].term = term;
        show(rows[k], reach, how);
      });
    },
  };
}
