// What one step would come to: each number now, and after it.
import { button, element, tell, within } from "../../lib/dom.js";
import { plain } from "../../lib/numbers.js";

const GONE = "After such a step the network would have numbers that are no longer finite. "
  + "It can't be taken.";

// open(code) is called with the number that was chosen.
export function createTrial(root, open) {
  const table = root.querySelector("table"), gone = root.querySelector(".gone");
  const rows = ["change", "L", "confidence", "more"].map((what) => {
    const row = { node: element("tr", what), says: element("th"), before: element("td") };
    row.arrow = element("td", "arrow");
    row.number = button("number", () => open(row.number.dataset.code));
    row.told = element("span");
    const after = within("td", row.number);
    after.append(row.told);
    row.node.append(row.says, row.before, row.arrow, after);
    table.append(row.node);
    return row;
  });

  // before: text; after: a number that opens, or text.
  function write({ says: label, before, arrow, number, told }, says, was, after) {
    const opens = typeof after === "object";
    tell(label, says);
    tell(before, was ?? "");
    tell(arrow, was === null ? "" : "→");
    number.hidden = !opens;
    tell(told, opens ? "" : after);
    if (!opens) return;
    number.dataset.code = after.code;
    number.dataset.testid = `step-${after.code}`;
    number.dataset.value = after.value;
    tell(number, plain(after.shown));
    number.setAttribute("aria-label", `${after.name}: ${plain(after.shown)}`);
  }
  return {
    show(now, trial, truth, more) {
      table.hidden = !trial;
      const grows = trial && !trial.change.lost && trial.change.value > 0;
      tell(gone, !trial ? GONE : grows ? "Too far: the loss would grow." : "");
      if (!trial) return;
      const [change, L, confidence, last] = rows, { lost } = trial.change;
      write(change, "loss changes by", null, lost ? "less than 10⁻¹²" : trial.change);
      write(L, "loss L", plain(now.L.shown), trial.L);
      write(confidence, `confidence of the ${truth}`, plain(now.confidence.shown), trial.confidence);
      write(last, more.says, more.before && plain(more.before), more.after);
      change.node.classList.toggle("worse", grows);
    },
  };
}
