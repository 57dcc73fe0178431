// An epoch as one round through all pictures, a batch at a time, and what an update after each batch
// is worth. All was worked out before; here it is stepped through, played and looked at.
import { createColours } from "../../lib/colour.js";
import { button, tell } from "../../lib/dom.js";
import { mount } from "../../lib/mount.js";
import { four, rateText } from "../../lib/numbers.js";
import { createCurves } from "./curves.js";
import { createSheet } from "./sheet.js";

const PACE = 80; // ms from one batch to the next
const OPENING = { epoch: 3, batch: 7 };
const still = matchMedia("(prefers-reduced-motion: reduce)");

export default mount(createView);

function createView(root, data) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="rounds-${id}"]`);
  const { each, ways, epochs } = data, { updates } = each, last = epochs * updates;
  const colours = createColours(find(".rounds"));
  const sheet = createSheet(test("tiles"), colours, data);
  const curves = createCurves(test("curves"), colours, data);
  let taken = (OPENING.epoch - 1) * updates + OPENING.batch; // batches
  let way = 0, until = 0, timer = 0; // which rate one update an epoch has; to which batch it plays

  const choices = ways.map(({ name }, k) => {
    const choice = button("", () => { way = k; show(); });
    tell(choice, name);
    choice.dataset.testid = `rounds-way-${k}`;
    find(".ways").append(choice);
    return choice;
  });
  const endOf = (batch) => Math.min(last, Math.floor(batch / updates + 1) * updates);
  function go(to) {
    halt();
    taken = Math.max(0, Math.min(last, to));
    show();
  }
  function halt() {
    clearInterval(timer);
    timer = 0;
  }
  function play() {
    if (timer) return go(taken);
    until = endOf(taken);
    if (still.matches) return go(until);
    timer = setInterval(() => {
      taken += 1;
      if (taken === until) halt();
      show();
    }, PACE);
    show();
  }
  function show() {
    const epoch = Math.max(1, Math.ceil(taken / updates)), batch = taken - (epoch - 1) * updates;
    const whole = Math.floor(taken / updates), other = ways[way];
    sheet.show(epoch, batch);
    curves.show(other, taken);
    tell(test("status"), `batch ${batch} of ${updates} · epoch ${epoch}`);
    tell(test("met"), `${sheet.met} of ${data.pictures} pictures met`);
    Object.assign(find(".rounds").dataset, { batch, epoch, taken, met: sheet.met, playing: Boolean(timer), way });
    tell(test("play"), timer ? "Pause" : "▶ Play an epoch");
    for (const id of ["play", "step", "epoch"]) test(id).disabled = taken === last;
    test("reset").disabled = taken === 0;
    choices.forEach((choice, k) => { choice.ariaPressed = String(k === way); });
    test("scrub").value = whole;
    test("scrub").ariaValueText = `after epoch ${whole}`;
    tell(find(".after"), whole ? `loss after epoch ${whole}` : "loss at the start");
    row(".each", each, taken, each.losses[whole]);
    row(".once", other, whole, other.losses[whole]);
    tell(test("says"), other.says[whole]);
    tell(test("needs"), other.needs);
    test("tiles").ariaLabel = `${data.pictures} pictures of cats and dogs: batch ${batch} of ${updates} in epoch `
      + `${epoch}, ${sheet.met} met in this epoch`;
    test("curves").ariaLabel = `Loss over ${epochs} epochs. ${other.says[whole]} ${other.needs}`;
  }
  function row(which, { rate }, count, loss) {
    const [r, n, l] = find(`tbody ${which}`).querySelectorAll("td");
    tell(r, rateText(rate));
    tell(n, count.toLocaleString("en"));
    tell(l, four(loss));
    find(`tbody ${which}`).dataset.loss = loss.toFixed(6);
  }

  test("play").onclick = play;
  test("step").onclick = () => go(taken + 1);
  test("epoch").onclick = () => go(taken + updates);
  test("reset").onclick = () => go(0);
  test("scrub").max = epochs;
  test("scrub").oninput = ({ target }) => go(target.value * updates);
  show();
  return {
    update() {
      if (!colours.changed()) return;
      sheet.paint();
      curves.paint();
    },
    stop() {
      halt();
      sheet.stop();
      curves.stop();
    },
  };
}
