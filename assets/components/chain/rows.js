// What comes back, neuron by neuron: a row leads one step farther on the way to the loss.
import { button, element, fill, tell, within } from "../../lib/dom.js";
import { reach } from "../../lib/network/values.js";
import { plain } from "../../lib/numbers.js";
import { spotlight } from "../../lib/spotlight.js";

// choose(to) is called with the weight that a row leads to, open(code) with a number.
export function createRows(table, { choose, open }) {
  const caption = table.querySelector("caption"), body = table.querySelector("tbody"), rows = [];
  function row(k) {
    const parts = { tr: element("tr"), name: button("name"), bar: element("i"), value: button("number"),
      factors: element("td", "factors") };
    const { tr, name, bar, value, factors } = parts;
    name.onclick = () => choose(rows[k].now.to);
    value.onclick = () => open(rows[k].now.code);
    const light = () => spotlight.light(rows[k].now.light ?? null);
    tr.onpointerenter = light;
    tr.addEventListener("focusin", light);
    tr.onpointerleave = () => spotlight.light(null);
    tr.addEventListener("focusout", () => spotlight.light(null));
    tr.append(within("th", name), factors, within("td", bar), within("td", value));
    bar.parentNode.className = "track";
    rows.push(parts);
    return tr;
  }
  function write(parts, number, most, here) {
    const { tr, name, bar, value, factors } = parts, { who, to, shown } = number;
    parts.now = number;
    tr.classList.toggle("here", here);
    tr.classList.toggle("rest", !to);
    tr.dataset.testid = `chain-${number.code}`;
    name.disabled = !to;
    tell(name, who ? `${who} ›` : number.name);
    tell(factors, number.factors?.map(plain).map((v) => v.startsWith("−") ? `(${v})` : v).join(" · ") ?? "");
    tell(value, plain(shown));
    value.setAttribute("aria-label", `${number.name}: ${plain(shown)}`);
    bar.className = number.value < 0 ? "below" : "";
    bar.style.width = `${50 * Math.abs(number.value) / most}%`;
  }
  return {
    show(numbers, says, here) { // here: the row of the neuron that is looked at, or null
      tell(caption, says);
      const most = reach(numbers.map(({ value }) => value)) || 1;
      fill(body, numbers.length, row);
      numbers.forEach((number, k) => write(rows[k], number, most, k === here));
      const held = rows.find(({ tr }) => tr.matches(":hover, :focus-within"));
      if (held) spotlight.light(held.tr.hidden ? null : held.now.light ?? null); // it is another's now
    },
  };
}
