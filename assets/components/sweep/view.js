// The sweep of a race's page: it asks and hears by the lane of the race. `data` has the rates, and
// how many batches each gets.
import { createColours } from "../../lib/colour.js";
import { tell } from "../../lib/dom.js";
import { mount } from "../../lib/mount.js";
import { OPTIMIZERS } from "../../lib/names.js";
import { four, percent, rateText } from "../../lib/numbers.js";
import { floats } from "../../lib/racing.js";
import { race } from "../../lib/run.js";
import { createSweep } from "./chart.js";

export default mount(createView);

const still = matchMedia("(prefers-reduced-motion: reduce)");
const NONE = { status: "idle", done: 0, batch: 0, rows: "", valley: null, cliff: null, slow: null, says: "" };

function createView(root, { rates, length }) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="${id}"]`);
  const [run, stop, look] = ["run", "stop", "look"].map((what) => test(`sweep-${what}`));
  let frame = null, now = NONE, found = [], here = null;
  const colours = createColours(find(".sweeping"));
  const chart = createSweep(test("sweep-curve"), colours, (left, width) => {
    const knob = 8; // half of the slider's, which stops inside of its ends
    Object.assign(look.style, { marginLeft: `${left - knob}px`, width: `${width + 2 * knob}px` });
  });
  test("sweep-optimizer").append(...Object.entries(OPTIMIZERS).map(([name, says]) => new Option(says, name)));
  run.onclick = () => { here = null; race.ask({ do: "sweep", value: test("sweep-optimizer").value }); };
  stop.onclick = () => race.ask({ do: "sweep-stop" });
  look.oninput = () => { here = Number(look.value); show(); };
  test("sweep-race").onclick = () => {
    const { optimizer } = now;
    race.ask({ do: "runners", value: three().map((k) => ({ rate: rates[k], optimizer })) }, { do: "run" });
    document.querySelector(".st-key-race")?.scrollIntoView({ behavior: still.matches ? "instant" : "smooth" });
  };
  const deaf = race.on(hear);
  if (race.frame) hear(race.frame);

  function hear(newer) {
    frame = newer;
    now = frame.sweep ?? NONE;
    const rows = floats(now.rows);
    found = Array.from({ length: rows.length / 4 }, (_, k) => {
      const [, loss, accuracy, batches] = rows.slice(4 * k, 4 * k + 4);
      return { rate: rates[k], loss, accuracy, batches };
    });
    show();
  }
  // The valley, what lies before it and what lies beyond: they can be compared in a race.
  function three() {
    const { valley, slow, cliff } = now;
    if (valley === null || found.length < 3) return [];
    const before = slow ?? Math.max(0, valley - 4), beyond = cliff ?? Math.min(found.length - 1, valley + 4);
    return before < valley && valley < beyond ? [before, valley, beyond] : [];
  }
  function show() {
    const { status, done, batch, valley, cliff, slow } = now, running = status === "running";
    const focused = run.getRootNode().activeElement; // must not vanish under the reader's fingers
    [run.hidden, stop.hidden] = [running, !running];
    if (focused === run || focused === stop) (running ? stop : run).focus();
    Object.assign(test("sweep").dataset, { status, done });
    find("progress").value = (done + batch / length) / rates.length;
    const rate = rateText(rates[Math.min(done, rates.length - 1)]);
    tell(test("sweep-status"), {
      idle: `${length} batches each`, running: `rate ${done + 1} of ${rates.length}: ${rate}`,
      stopped: `stopped after ${done} rates`, finished: `${length} batches each`,
    }[status]);
    const says = running ? "" : done ? now.says : "Each rate will leave a point here.";
    tell(test("sweep-says"), says);
    test("sweep-race").disabled = running || !three().length;
    tell(test("sweep-tells"), reading());
    look.setAttribute("aria-valuetext", reading());
    const marks = running ? { valley: null, cliff: null, slow: null } : { valley, cliff, slow };
    chart.show({ rates, found, guess: frame.guess, marks, here });
    test("sweep-curve").setAttribute("aria-label",
      `Loss after ${length} batches for ${done} of ${rates.length} rates. ${says}`);
  }
  function reading() {
    if (here === null) return "Move the slider to read how a rate ended.";
    const one = found[here], rate = rateText(rates[here]);
    if (!one) return `${rate}: not tried yet`;
    const loss = Number.isFinite(one.loss) ? `loss ${four(one.loss)}` : `left at batch ${one.batches}`;
    return `${rate}: ${loss}, unseen ${percent(one.accuracy)}`;
  }
  return {
    update() { if (colours.changed() && frame) show(); },
    stop() {
      deaf();
      chart.stop();
    },
  };
}
