// State `asked` is {n, have: [run, batch], commands}: what goes to the training where there is no
// socket. `data` has a frame of the training in answer to `n`, and what stands still: the drawing,
// what can be chosen, and the `usual` choice.
import { createColours } from "../../lib/colour.js";
import { createLane } from "../../lib/lane.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { four, rateText } from "../../lib/numbers.js";
import { run as shared } from "../../lib/run.js";
import { curve } from "../../lib/training.js";
import { createChart } from "../live_chart/chart.js";
import { createDigit } from "./digit.js";
import { createSettings } from "./settings.js";

const WINDOW = 2000; // ms over which painted frames are counted
const UNSEEN = 500; // ms after which a frame is painted in a tab that nobody looks at

let log = false; // the loss axis, as long as the tab is open

export default mount(createView);

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="${id}"]`);
  const [run, pause] = [test("train-run"), test("train-pause")];
  let data = null, frame = null;
  let due = 0, late = 0; // the next frame of the screen, and what if it does not come
  let fresh = false; // the frame has not been painted
  let painted = [], clock = 0; // when frames were painted; a timer for when none is any more
  const colours = createColours(find(".training"));
  const chart = createChart(test("loss-curve"), colours);
  const digit = createDigit(find(".digit"), colours);
  const lane = createLane({
    of: "training", kind: "train",
    have: () => [curve.run, curve.last],
    onFrame(newer) {
      [frame, fresh] = [newer, true];
      const joined = curve.add(frame);
      due ||= requestAnimationFrame(paint);
      late ||= setTimeout(paint, UNSEEN);
      return joined;
    },
    onRefused: trouble,
    onLook: shared.answered,
  });
  shared.by(lane);
  const settings = createSettings(find(".training"), {
    ask: lane.ask,
    onSettled(chosen) { writeLink(chosen, data.usual); },
    onPreset({ name }) { log = name === "blow up"; },
    onTrouble: trouble,
  });
  for (const what of ["run", "pause", "step", "epoch", "reset"]) {
    test(`train-${what}`).onclick = ({ detail }) => {
      if (detail > 1 && ["run", "pause"].includes(what)) return; // they take each other's place
      lane.ask({ do: what });
    };
  }
  test("train-good").onclick = () => settings.choose(settings.good());
  test("log-axis").onclick = () => { log = !log; paint(); };

  function trouble(sentence) {
    const says = sentence && sentence[0].toUpperCase() + sentence.slice(1);
    if (find(".trouble").textContent !== says) find(".trouble").textContent = says;
  }
  function paint() {
    cancelAnimationFrame(due);
    clearTimeout(late);
    due = late = 0;
    settings.show(frame, lane.idle);
    buttons();
    digit.show(frame.outputs, linear(), frame.label ?? data.said, frame.label !== null);
    chart.show({
      curve, log, level: frame.guess, levelText: ["ten equal", "answers:", four(frame.guess)],
      diverged: frame.status === "diverged", id: `${curve.run} ${log}`,
    });
    test("log-axis").ariaPressed = String(log);
    if (fresh) painted.push(performance.now());
    fresh = false;
    report();
    shared.painted(frame);
  }
  const linear = () => frame.course.startsWith("linear");
  function buttons() {
    const running = frame.status === "running", over = frame.status === "diverged";
    const going = [run, pause, test("train-step"), test("train-epoch")], good = test("train-good");
    const focused = run.getRootNode().activeElement; // must not vanish under the reader's fingers
    [run.hidden, pause.hidden] = [running, !running];
    for (const id of ["train-run", "train-step", "train-epoch"]) test(id).disabled = over;
    test("blown").hidden = !over;
    find(".digit").classList.toggle("over", over);
    if (over) explain();
    if (over && going.includes(focused)) good.focus();
    else if (!over && (focused === good || focused === run || focused === pause)) {
      (running ? pause : run).focus();
    }
  }
  function explain() {
    const [head, what] = test("blown").children, held = find(".held");
    const title = `It blew up at batch ${count(frame.step)}`;
    if (head.textContent === title) return; // an alert is read aloud whenever it is written
    head.textContent = title;
    what.textContent = "There the loss was too large for the computer to write down.";
    held.textContent = `${linear() ? "Nothing holds a linear output back. " : ""}Try a smaller rate.`;
    const [, , rate] = settings.good().rates.find(([course]) => course === frame.course);
    test("train-good").textContent = `Start again at ${rateText(rate)}`;
  }
  function report() { // what the checks outside read, and in words
    const now = performance.now(), status = test("train-status");
    painted = painted.filter((time) => now - time < WINDOW);
    Object.assign(status.dataset, {
      status: frame.status, step: frame.step, epoch: frame.epoch, loss: frame.loss, rate: frame.rate,
      fps: (1000 * painted.length / WINDOW).toFixed(1),
    });
    const loss = frame.loss === "inf" ? "not finite" : frame.loss && four(Number(frame.loss));
    status.textContent = frame.step
      ? `batch ${count(frame.step)} · epoch ${frame.epoch.toFixed(1)} · loss ${loss}`
      : "before the first batch";
    const heard = { running: "Training", paused: `Paused at batch ${frame.step}` }[frame.status] ?? "";
    if (find(".heard").textContent !== heard) find(".heard").textContent = heard;
    if (painted.length) clock ||= setInterval(report, WINDOW / 8);
    else {
      clearInterval(clock);
      clock = 0;
    }
  }
  return {
    update(newer, setStateValue) {
      const first = data?.token !== newer.token;
      data = newer;
      curve.of(data.token);
      lane.connect(setStateValue);
      settings.offer(data);
      digit.picture(data.picture);
      if (colours.changed() && frame) { digit.paint(); paint(); }
      lane.receive(data, first);
      const { rate, course, pace } = data.frame;
      if (first) writeLink({ rate, course, pace }, data.usual);
    },
    stop() {
      cancelAnimationFrame(due);
      clearTimeout(late);
      clearInterval(clock);
      shared.by(null);
      for (const part of [lane, settings, chart]) part.stop();
    },
  };
}

const count = (v) => v.toLocaleString("en");
