// The network as a funnel: each column as high as it has numbers, to scale, and the last one spread
// out to the numbers that come out.
import { button, element, fill, tell } from "../../lib/dom.js";
import { plain } from "../../lib/numbers.js";

const SVG = "http://www.w3.org/2000/svg";
const SPREAD = 84; // per cent of the width: there the last column stands

export function createFunnel(funnel) {
  const svg = funnel.querySelector("svg"), names = element("div", "names");
  const [body, bars] = ["body", "bars"].map((name) => {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", name);
    svg.append(path);
    return path;
  });
  funnel.append(names);

  return (columns) => {
    const half = columns.map(({ count }) => 50 * count / columns[0].count);
    const at = columns.map((_, l) => SPREAD * l / (columns.length - 1));
    const corner = (x, y) => `${x.toFixed(2)} ${y.toFixed(2)}`;
    const top = at.map((x, l) => corner(x, 50 - half[l]));
    const foot = at.map((x, l) => corner(x, 50 + half[l])).reverse();
    const spread = [corner(100, 0), corner(100, 100)];
    body.setAttribute("d", `M ${[...top, ...spread, ...foot].join(" L ")} Z`);
    bars.setAttribute("d", at.slice(1).map((x, l) => (
      `M ${corner(x, 50 - half[l + 1])} L ${corner(x, 50 + half[l + 1])}`)).join(" "));
    fill(names, columns.length - 1, () => {
      const name = element("span");
      name.append(element("b"), element("small"));
      return name;
    });
    columns.slice(1).forEach(({ name, count }, l) => {
      const label = names.children[l], above = l % 2 === 1;
      label.className = above ? "above" : "below";
      label.style.left = `${at[l + 1]}%`;
      label.style.top = `${50 + (above ? -1 : 1) * half[l + 1]}%`;
      tell(label.firstChild, count.toLocaleString("en"));
      tell(label.lastChild, name);
    });
  };
}

// open(code) is called with the code of a number that is to be explained.
export function createOutputs(list, open) {
  const rows = [];
  return (outputs, best) => {
    fill(list, outputs.length, (k) => {
      const row = element("li"), track = element("span", "track"), bar = element("i");
      const number = button("number", () => open(`confidence-${k}`));
      number.dataset.testid = `output-${k}`;
      track.append(bar);
      row.append(element("b", "", String(k)), track, number);
      rows.push({ row, bar, number });
      return row;
    });
    outputs.forEach(({ name, value, shown }, k) => {
      const { row, bar, number } = rows[k];
      row.classList.toggle("best", k === best);
      bar.style.width = `${100 * value}%`;
      number.dataset.value = value.toFixed(6);
      number.setAttribute("aria-label", `${name}: ${plain(shown)}`);
      tell(number, plain(shown));
    });
  };
}
