// The numbers of a step, in rows; those that open are buttons.
import { button, element, fill, tell, within } from "../../lib/dom.js";
import { plain } from "../../lib/numbers.js";

const CELLS = 3;

// open(code) is called with the number that was chosen.
export function createTable(table, open) {
  const [head, body] = [table.querySelector("thead"), table.querySelector("tbody")];
  const heads = [element("td"), ...Array.from({ length: CELLS }, () => element("th")), element("td")];
  head.append(within("tr", heads[0]));
  head.firstChild.append(...heads.slice(1));
  const rows = [];

  function cell() {
    const parts = { node: element("td"), number: button("", () => open(parts.number.dataset.code)),
      text: element("span") };
    parts.node.append(parts.number, parts.text);
    return parts;
  }
  function row(n) {
    const parts = { node: element("tr"), name: element("th"), cells: Array.from({ length: CELLS }, cell),
      bar: element("i"), track: element("td", "track") };
    parts.name.scope = "row";
    parts.track.append(parts.bar);
    parts.node.append(parts.name, ...parts.cells.map(({ node }) => node), parts.track);
    rows[n] = parts;
    return parts.node;
  }
  function write({ node, number, text }, what) { // what: text, a number that opens, or nothing
    const opens = typeof what === "object";
    node.hidden = what === undefined;
    number.hidden = !opens;
    tell(text, opens ? "" : what ?? "");
    if (!opens) return;
    Object.assign(number.dataset, { code: what.code, testid: `six-${what.code}`, value: what.value });
    tell(number, plain(what.shown));
    number.ariaLabel = `${what.name}: ${plain(what.shown)}`;
  }
  return {
    // rows: {name, cells, bar, truth}; a bar goes from -1 to 1, about zero if `signed`.
    show(columns, newer, signed) {
      const bars = newer.some(({ bar }) => bar !== undefined);
      table.classList.toggle("signed", signed);
      heads.slice(1, -1).forEach((node, k) => {
        node.hidden = k >= columns.length;
        tell(node, columns[k] ?? "");
      });
      heads.at(-1).hidden = !bars;
      fill(body, newer.length, row);
      newer.forEach(({ name, cells, bar = 0, truth }, n) => {
        const parts = rows[n], part = signed ? 50 : 100;
        parts.node.classList.toggle("truth", Boolean(truth));
        tell(parts.name, name);
        parts.cells.forEach((each, k) => write(each, k < columns.length ? cells[k] ?? "" : undefined));
        parts.track.hidden = !bars;
        parts.bar.className = bar < 0 ? "below" : "";
        parts.bar.style.width = `calc(${part * Math.abs(bar)}% - ${signed ? 6 : 12}px * ${Math.abs(bar)})`;
        parts.bar.style.left = !signed ? "12px"
          : `calc(50% + 6px${bar < 0 ? ` - (50% - 6px) * ${-bar}` : ""})`;
      });
    },
  };
}
