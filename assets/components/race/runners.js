// The runners of a race, one a row: what each runs with, which can be changed, and how it does.
import { button, element, tell } from "../../lib/dom.js";
import { OPTIMIZERS } from "../../lib/names.js";
import { four, percent, rateText } from "../../lib/numbers.js";
import { rateColour } from "../../lib/ramp.js";
import { noRate, readRate } from "../../lib/rate.js";

const [FEWEST, MOST] = [3, 8];
const TRIED = [0.1, 0.01, 1, 0.001, 10, 1e-4, 100, 1e-5]; // what one more begins with

// onRunners([{rate, optimizer}, ...]) hears of other ones, onHot(place or null) which one is looked at.
export function createRunners(root, colours, { onRunners, onHot, onTrouble }) {
  const test = (id) => root.querySelector(`[data-testid="${id}"]`);
  const body = root.querySelector("tbody"), rows = [];
  let runners = [];

  const now = () => runners.map(({ rate, optimizer }) => ({ rate, optimizer }));
  function row(k) {
    const tr = element("tr"), rate = element("input"), optimizer = element("select"), remove = button("");
    Object.assign(rate, { type: "text", inputMode: "decimal", autocomplete: "off", spellcheck: false });
    rate.setAttribute("aria-label", `Learning rate of runner ${k + 1}`);
    rate.dataset.testid = `rate-${k}`;
    rate.onfocus = () => rate.select();
    rate.onkeydown = ({ key }) => {
      if (key === "Escape") rate.value = rateText(runners[k].rate);
      if (key === "Enter") take(k);
    };
    rate.onblur = () => take(k);
    optimizer.append(...Object.entries(OPTIMIZERS).map(([name, says]) => new Option(says, name)));
    optimizer.setAttribute("aria-label", `Optimizer of runner ${k + 1}`);
    optimizer.dataset.testid = `optimizer-${k}`;
    optimizer.onchange = () => changed(k, { optimizer: optimizer.value });
    remove.textContent = "×";
    remove.dataset.testid = `race-remove-${k}`;
    remove.setAttribute("aria-label", `Remove runner ${k + 1}`);
    remove.onclick = () => {
      onRunners(now().filter((_, at) => at !== k));
      if (k === rows.length - 1 || runners.length - 1 <= FEWEST) rows[0].rate.focus();
    };
    const cells = ["loss", "unseen", "cost"].map((name) => {
      const td = element("td", name), value = element("b"), note = element("span", "quiet");
      td.append(value, note);
      return { td, value, note };
    });
    const name = element("th"), swatch = element("i");
    name.scope = "row";
    name.append(swatch, rate);
    tr.append(name, cell(optimizer), ...cells.map(({ td }) => td), cell(remove));
    tr.dataset.testid = `runner-${k}`;
    tr.onpointerenter = () => onHot(k);
    tr.onpointerleave = () => onHot(null);
    tr.addEventListener("focusin", () => onHot(k));
    tr.addEventListener("focusout", () => onHot(null));
    rows.push({ tr, swatch, rate, optimizer, remove, cells });
    return tr;
  }
  function changed(k, what) {
    onTrouble("");
    onRunners(now().map((one, at) => (at === k ? { ...one, ...what } : one)));
  }
  function take(k) {
    const { rate } = rows[k], kept = runners[k].rate, value = readRate(rate.value);
    if (rate.value === rateText(kept)) return;
    if (value === null) onTrouble(noRate(rate.value, kept));
    else if (value !== kept) changed(k, { rate: value });
    rate.value = rateText(kept);
  }
  test("race-add").onclick = () => {
    const used = runners.map(({ rate }) => rate), optimizer = runners.at(-1).optimizer;
    onRunners([...now(), { rate: TRIED.find((rate) => !used.includes(rate)) ?? 0.1, optimizer }]);
  };
  function show(k, status) {
    const { tr, swatch, rate, optimizer, remove, cells } = rows[k], one = runners[k];
    const left = one.fate === "diverged", [loss, unseen, cost] = cells;
    Object.assign(tr.dataset, {
      rate: one.rate, optimizer: one.optimizer, status: one.fate || status, step: one.batch,
      loss: one.loss, accuracy: one.accuracy.toFixed(6),
    });
    swatch.style.background = rateColour(colours, one.rate);
    if (rate.getRootNode().activeElement !== rate) rate.value = rateText(one.rate);
    optimizer.value = one.optimizer;
    remove.disabled = runners.length <= FEWEST;
    tell(loss.value, left ? "not finite" : four(Number(one.loss)));
    tell(loss.note, left ? `left at batch ${count(one.batch)}` : WORDS[one.fate]);
    tell(unseen.value, left ? "–" : percent(one.accuracy));
    tell(unseen.note, one.goal === null ? "" : `90 % at ${count(one.goal)}`);
    tell(cost.value, `${(one.milliseconds / 1000).toFixed(2)} s`);
    tell(cost.note, one.batch ? `${(one.milliseconds / one.batch).toFixed(2)} ms each` : "");
  }
  return {
    show(newer, status) {
      runners = newer;
      while (rows.length < runners.length) body.append(row(rows.length));
      rows.forEach(({ tr }, k) => { tr.hidden = k >= runners.length; });
      runners.forEach((_, k) => show(k, status));
      test("race-add").disabled = runners.length >= MOST;
    },
  };
}

const WORDS = {
  "": "", worse: "worse than guessing", hardly: "hardly moves", falling: "still falling", settled: "settled",
};

const count = (v) => v.toLocaleString("en");

function cell(child) {
  const td = element("td");
  td.append(child);
  return td;
}
