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
    return { row, cells };
  });

  function write({ fill, mark, value }, now, before, name, live, k) {
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
    const answer = now.indexOf(Math.max(...now));
    root.classList.toggle("both", own !== null);
    rows.forEach(({ row, cells: [first, second] }, k) => {
      row.classList.toggle("answer", k === answer);
      if (own) write(first, own[k], own[k], `${labels[k]}, trained`, false, k);
      write(own ? second : first, now[k], before[k], `${labels[k]}${own ? ", random" : ""}`, true, k);
    });
  };
}
