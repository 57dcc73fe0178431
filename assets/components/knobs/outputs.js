// Ten outputs as bars, of the numbers that are turned, with a mark where they were before; beside
// them those of the trained numbers, where random ones stand in their place.
import { button, element, tell } from "../../lib/dom.js";
import { percent } from "../../lib/numbers.js";

// open(k, live) is called with the output whose number is pressed; `live` is that of the numbers that
// are turned. Returns show(now, before, own): ten shares each; own is null where nothing is beside.
export function createOutputs(root, labels, open) {
  const rows = labels.map((label, k) => {
    const row = element("p", "output");
    const cells = ["own", "drawn"].map((name) => {
      const cell = element("span", name), bar = element("i", "bar");
      const [fill, mark, value] = [element("i", "fill"), element("i", "mark"), button("number")];
      bar.append(fill, mark);
      cell.append(bar, value);
      return { cell, fill, mark, value };
    });
    row.append(element("b", "", label), ...cells.map(({ cell }) => cell));
    root.append(row);
    cells.forEach(({ value }) => { value.onclick = () => open(k, value.dataset.live === "true"); });
    return cells;
  });

  function write({ cell, fill, mark, value }, shares, before, name, live, k) {
    const now = shares[k];
    cell.classList.toggle("answer", now === Math.max(...shares));
    fill.style.width = `${100 * now}%`;
    mark.style.left = `${100 * before}%`;
    mark.hidden = !live;
    tell(value, percent(now));
    value.ariaLabel = `${name}: ${percent(now)}`;
    value.dataset.live = live;
    value.dataset.value = now.toFixed(6);
    value.dataset.testid = live ? `knobs-output-${k}` : `knobs-trained-${k}`;
  }
  return (now, before, own) => {
    root.classList.toggle("both", own !== null);
    rows.forEach(([first, second], k) => {
      if (own) write(first, own, own[k], `${labels[k]}, trained`, false, k);
      else delete second.value.dataset.testid; // it is hidden
      write(own ? second : first, now, before[k], `${labels[k]}${own ? ", random" : ""}`, true, k);
    });
  };
}
