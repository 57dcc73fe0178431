// State `asked` is {n, have: [run, batch], look, commands}: what goes to the race where there is no
// socket. `data` has a frame of the race in answer to `n`, and what stands still: what can be chosen,
// the `good` rates by course and optimizer, and the `usual` choice.
import { createColours } from "../../lib/colour.js";
import { button, tell } from "../../lib/dom.js";
import { createLane } from "../../lib/lane.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { namesOf } from "../../lib/names.js";
import { four, rateText } from "../../lib/numbers.js";
import { racing } from "../../lib/racing.js";
import { within } from "../../lib/rate.js";
import { race as shared } from "../../lib/run.js";
import { createCurves } from "./chart.js";
import { createRunners } from "./runners.js";

const UNSEEN = 500; // ms after which a frame is painted in a tab that nobody looks at
const SEEDS = 10_000;

let log = true; // the loss axis, as long as the tab is open

export default mount(createView);

function createView(root, { courses, good, usual }) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="${id}"]`);
  const [run, pause, reset] = ["run", "pause", "reset"].map((what) => test(`race-${what}`));
  let data = null, frame = null, hot = null;
  let due = 0, late = 0; // the next frame of the screen, and what if it does not come
  const colours = createColours(find(".race"));
  const chart = createCurves(test("race-curves"), colours, pointed);
  const lane = createLane({
    of: "race", kind: "race",
    have: () => [racing.run, racing.last],
    onFrame(newer) {
      frame = newer;
      const joined = racing.add(frame);
      due ||= requestAnimationFrame(paint);
      late ||= setTimeout(paint, UNSEEN);
      return joined;
    },
    onRefused: trouble,
    onLook: shared.answered,
  });
  shared.by(lane);
  const runners = createRunners(find(".race"), colours, {
    onRunners(newer) { trouble(""); others(newer, frame.status === "running"); },
    onHot(k) { hot = k; curves(); },
    onTrouble: trouble,
  });
  for (const what of ["run", "pause", "reset"]) {
    test(`race-${what}`).onclick = ({ detail }) => {
      if (detail > 1 && what !== "reset") return; // they take each other's place
      lane.ask({ do: what });
    };
  }
  test("race-course").append(...courses.map(({ name, says }) => new Option(says, name)));
  test("race-course").onchange = ({ target }) => lane.ask({ do: "course", value: target.value });
  test("race-seed").onclick = () => lane.ask({ do: "seed", value: (frame.seed + 1) % SEEDS });
  test("race-log").onclick = () => { log = !log; paint(); };
  const presets = PRESETS.map(({ name }, k) => {
    const made = button("", () => others(PRESETS[k].runners(good[frame.course]), true));
    made.textContent = name;
    made.dataset.testid = `race-${name.replace(" ", "-")}`;
    return made;
  });
  find(".presets").append(...presets);

  function others(newer, goes) {
    lane.ask({ do: "runners", value: newer }, ...(goes ? [{ do: "run" }] : []));
  }
  function trouble(sentence) {
    tell(find(".trouble"), sentence && sentence[0].toUpperCase() + sentence.slice(1));
  }
  function pointed(near) {
    hot = near ? near.k : null;
    const { batch, loss } = near?.one ?? {};
    tell(test("race-tells"), near ? `${names()[hot]} at batch ${count(batch)}: loss ${four(loss)}` : LEGEND);
    curves();
  }
  const names = () => namesOf(frame.runners)
    .map((name, k) => (frame.runners[k].fate === "diverged" ? `✕ ${name}` : name));

  function paint() {
    cancelAnimationFrame(due);
    clearTimeout(late);
    due = late = 0;
    buttons();
    runners.show(frame.runners, frame.status);
    curves();
    report();
    link();
    shared.painted(frame);
  }
  function curves() {
    chart.show({
      curves: frame.runners.map((_, k) => racing.runners[k] ?? NOTHING), runners: frame.runners, names: names(),
      log, hot, guess: frame.guess, step: frame.step,
    });
    test("race-log").ariaPressed = String(log);
    if (!test("race-tells").textContent) tell(test("race-tells"), LEGEND);
  }
  function buttons() {
    const running = frame.status === "running", over = frame.status === "finished";
    const focused = run.getRootNode().activeElement; // must not vanish under the reader's fingers
    [run.hidden, pause.hidden, run.disabled] = [running, !running, over];
    if (focused === run || focused === pause) (over ? reset : running ? pause : run).focus();
    const now = JSON.stringify(frame.runners.map(({ rate, optimizer }) => ({ rate, optimizer })));
    presets.forEach((each, k) => {
      each.ariaPressed = String(JSON.stringify(PRESETS[k].runners(good[frame.course])) === now);
    });
    test("race-course").value = frame.course;
    test("race-seed").title = `Now those of seed ${frame.seed}`;
  }
  function report() {
    const { status, step, limit } = frame, canvas = test("race-curves");
    const words = { idle: "before the first batch", running: "", paused: "paused", finished: "over" }[status];
    Object.assign(test("race-status").dataset, { status, step });
    tell(test("race-status"), step ? `batch ${count(step)} of ${count(limit)}${words && ` · ${words}`}` : words);
    tell(test("race-says"), frame.says);
    canvas.dataset.last = racing.last;
    canvas.dataset.axis = log ? "log" : "linear";
    const ends = names().map((name, k) => `${name}: ${frame.runners[k].loss}`).join(", ");
    if (status !== "running") {
      canvas.setAttribute("aria-label", `Loss of each runner. After ${step} batches, ${ends}`);
    }
    const heard = { running: "Racing", paused: `Paused at batch ${step}`, finished: "The race is over" };
    tell(find(".heard"), heard[status] ?? "");
  }
  function link() {
    const optimizers = frame.runners.map(({ optimizer }) => optimizer);
    writeLink({
      rates: frame.runners.map(({ rate }) => rateText(rate)).join(),
      optimizers: new Set(optimizers).size > 1 ? optimizers.join() : optimizers[0],
      course: frame.course, seed: frame.seed,
    }, usual);
  }
  return {
    update(newer, setStateValue) {
      const first = data?.token !== newer.token;
      data = newer;
      racing.of(data.token);
      lane.connect(setStateValue);
      if (colours.changed() && frame) paint();
      lane.receive(data, first);
    },
    stop() {
      cancelAnimationFrame(due);
      clearTimeout(late);
      for (const part of [lane, chart]) part.stop();
    },
  };
}

const NOTHING = { losses: [], measured: [] }; // is here of a runner, until the part that joins on comes
const LEGEND = "Thick: on the first 1,000 digits it learns from. Thin: each batch.";

// Who races, by the good rates of each optimizer for the course that is chosen.
const PRESETS = [
  { name: "three rates", runners: ({ sgd }) => [sgd / 10, sgd, 100 * sgd].map((rate) => runner(rate, "sgd")) },
  { name: "eight rates", runners: () => [-5, -4, -3, -2, -1, 0, 1, 2].map((p) => runner(Number(`1e${p}`), "sgd")) },
  { name: "three optimizers", runners: (good) => Object.entries(good).map(([name, rate]) => runner(rate, name)) },
];

function runner(rate, optimizer) {
  return { rate: Number(within(rate).toPrecision(6)), optimizer };
}

const count = (v) => v.toLocaleString("en");
