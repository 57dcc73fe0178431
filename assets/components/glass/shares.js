// Softmax: each weighted sum becomes a power of e, and its share of all of them a confidence.
import { button, element, fill, tell, within } from "../../lib/dom.js";
import { formula } from "../../lib/formula.js";
import { plain } from "../../lib/numbers.js";

// select(k) is called with another output, open(code) with the number that was chosen.
export function createShares(root, { select, open }) {
  const body = root.querySelector("tbody"), rows = [];
  function row(k) {
    const numbers = ["z", "e", "share"].map((what) => {
      const number = button("number", () => open(rows[k].codes[what]));
      number.dataset.testid = `glass-${what}-${k}`;
      return [what, number];
    });
    const tr = element("tr"), name = button("name", () => select(k)), bar = element("i");
    tell(name, String(k));
    const [z, e, share] = numbers.map(([, number]) => within("td", number));
    tr.append(within("th", name), z, e, within("td", bar), share);
    bar.parentNode.className = "track";
    rows.push({ tr, name, bar, numbers, codes: {} });
    return tr;
  }
  const total = root.querySelector("tfoot button"), power = root.querySelector(".power");
  total.onclick = () => open("total");
  return {
    show(shares, here) {
      fill(body, shares.rows.length, row);
      power.replaceChildren(formula(shares.power));
      tell(total, plain(shares.total.shown));
      total.dataset.value = shares.total.value;
      shares.rows.forEach((share, k) => {
        const { tr, name, bar, numbers, codes } = rows[k];
        tr.classList.toggle("here", k === here);
        name.ariaPressed = String(k === here);
        bar.style.width = `${100 * share.share.value}%`;
        for (const [what, number] of numbers) {
          const { code, shown, value, name: says } = share[what];
          codes[what] = code;
          tell(number, plain(shown));
          number.dataset.value = value;
          number.setAttribute("aria-label", `${says}: ${plain(shown)}`);
        }
      });
    },
  };
}
