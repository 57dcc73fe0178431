// Softmax: each weighted sum becomes a power of e, and its share of all of them a confidence.
import { button, element, fill, tell, within } from "../../lib/dom.js";
import { plain } from "../../lib/numbers.js";

// select(k) is called with another output, open(code) with the number that was chosen.
export function createShares(root, { select, open }) {
  const body = root.querySelector("tbody"), rows = [];
  function row(k) {
    const numbers = ["z", "e", "share"].map((what) => {
      const number = button("number", () => open(number.dataset.code));
      number.dataset.testid = `glass-${what}-${k}`;
      return [what, number];
    });
    const tr = element("tr"), name = button("name", () => select(k)), bar = element("i");
    tell(name, String(k));
    const [z, e, share] = numbers.map(([, number]) => within("td", number));
    tr.append(within("th", name), z, e, within("td", bar), share);
    bar.parentNode.className = "track";
    rows.push({ tr, name, bar, numbers });
    return tr;
  }
  const sums = ["total", "whole"].map((what) => root.querySelector(`[data-testid=glass-${what}]`));
  sums.forEach((sum) => { sum.onclick = () => open(sum.dataset.code); });
  function put(number, { code, name, shown, value }) {
    tell(number, plain(shown));
    number.setAttribute("aria-label", `${name}: ${plain(shown)}`);
    Object.assign(number.dataset, { code, value });
  }
  return {
    show(shares, here) {
      fill(body, shares.rows.length, row);
      tell(root.querySelector("sup"), shares.power);
      put(sums[0], shares.total);
      put(sums[1], shares.whole);
      root.querySelectorAll(".rounding").forEach((cell, k) => {
        const rest = shares.rounding[k];
        tell(cell, rest ? `rounding ${plain(rest)}` : "");
      });
      shares.rows.forEach((share, k) => {
        const { tr, name, bar, numbers } = rows[k];
        tr.classList.toggle("here", k === here);
        name.ariaPressed = String(k === here);
        bar.style.width = `${100 * share.share.value}%`;
        for (const [what, number] of numbers) put(number, share[what]);
      });
    },
  };
}
