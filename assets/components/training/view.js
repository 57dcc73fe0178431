// State `asked` is {n, have: [run, batch], look, commands}: what goes to the training where there is no
// socket. `data` has a frame of the training in answer to `n`, and what stands still: the drawing,
// what can be chosen, and the `usual` choice.
import { createColours } from "../../lib/colour.js";
import { tell } from "../../lib/dom.js";
import { createLane } from "../../lib/lane.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { four, percent } from "../../lib/numbers.js";
import { createPulse } from "../../lib/pulse.js";
import { run as shared } from "../../lib/run.js";
import { curve } from "../../lib/training.js";
import { createChart } from "../live_chart/chart.js";
import { createDigit } from "./digit.js";
import { createRemark } from "./remark.js";
import { createSettings } from "./settings.js";
import { createTimeline } from "./timeline.js";

const UNSEEN = 500; // ms after which a frame is painted in a tab that nobody looks at
const EXAMPLES = 9000; // digits that it learns from

// As long as the tab is open: the loss axis, what the chart shows, whether the set-up is open.
let log = false, accuracy = false;
let open = new URL(location.href).searchParams.get("setup") === "open";

export default mount(createView);

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="${id}"]`);
  const [run, pause] = [test("train-run"), test("train-pause")];
  let data = null, frame = null;
  let due = 0, late = 0; // the next frame of the screen, and what if it does not come
  let fresh = false; // the frame has not been painted
  const colours = createColours(find(".training"));
  const chart = createChart(test("loss-curve"), colours);
  const digit = createDigit(find(".digit"), colours);
  const pulse = createPulse(report);
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
    onRefused: (sentence) => trouble(sentence),
    onLook: shared.answered,
  });
  shared.by(lane);
  const settings = createSettings(find(".training"), {
    ask: lane.ask,
    onSettled: link,
    onPreset({ name }) { log = name === "blow up"; },
    onTrouble: trouble,
  });
  const timeline = createTimeline(find(".timeline"), { ask: lane.ask });
  const remark = createRemark(test("remark"), { onRemedy: settings.obey });
  for (const what of ["run", "pause", "step", "epoch", "reset"]) {
    test(`train-${what}`).onclick = ({ detail }) => {
      if (detail > 1 && ["run", "pause"].includes(what)) return; // they take each other's place
      lane.ask({ do: what });
    };
  }
  test("train-good").onclick = () => settings.obey(frame.remark.remedy.commands);
  test("log-axis").onclick = () => { log = !log; paint(); };
  test("accuracy").onclick = () => { accuracy = !accuracy; paint(); };
  test("setup-open").onclick = () => { open = !open; settings.open(open); settings.settle(); };

  function link(chosen) { writeLink({ ...chosen, setup: open ? "open" : null }, { ...data.usual, setup: null }); }
  function trouble(sentence, place = find(".trouble")) { // what was wrong before is over
    const says = sentence && sentence[0].toUpperCase() + sentence.slice(1);
    for (const one of root.querySelectorAll(".trouble")) tell(one, one === place ? says : "");
  }
  function paint() {
    cancelAnimationFrame(due);
    clearTimeout(late);
    due = late = 0;
    settings.show(frame, lane.idle);
    timeline.show(frame, lane.idle);
    remark.show(frame);
    buttons();
    digit.show({
      outputs: frame.outputs, signed: linear(), shares: frame.course.startsWith("softmax"),
      truth: frame.label ?? data.said, byReader: frame.label !== null,
      seen: curve.seen, last: frame.step, at: frame.at,
    });
    tell(find("#curve-name"), accuracy ? "Accuracy: how many it reads right"
      : "Loss: how wrong it was");
    chart.show({
      curve, log, accuracy, level: frame.guess, levelText: ["ten equal", "answers:", four(frame.guess)],
      diverged: frame.status === "diverged", id: `${curve.run} ${log} ${accuracy}`, at: frame.at,
      epoch: Math.ceil(EXAMPLES / (frame.setup.batch_size ?? EXAMPLES)),
    });
    test("log-axis").ariaPressed = String(log);
    test("log-axis").disabled = accuracy;
    test("accuracy").ariaPressed = String(accuracy);
    if (fresh) pulse.beat();
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
    const blown = over && frame.at === null; // the past is worth looking at
    test("blown").hidden = !blown;
    find(".digit").classList.toggle("over", blown);
    if (blown) explain();
    if (over && going.includes(focused)) good.focus();
    else if (!over && (focused === good || focused === run || focused === pause)) {
      (running ? pause : run).focus();
    }
  }
  function explain() {
    const [head, what] = test("blown").children, held = find(".held");
    tell(head, `It blew up at batch ${count(frame.step)}`);
    tell(what, "There the loss was too large for the computer to write down.");
    tell(held, `${linear() ? "Nothing holds a linear output back. " : ""}Try a smaller rate.`);
    tell(test("train-good"), frame.remark.remedy.label);
  }
  function report() { // what the checks outside read, and in words
    const status = test("train-status"), { at, step } = frame;
    const measure = curve.measured.findLast(({ batch }) => at === null || batch <= at);
    Object.assign(status.dataset, {
      status: frame.status, step, epoch: frame.epoch, loss: frame.loss, rate: frame.rate, at: at ?? "",
      accuracy: exact(measure?.accuracy), unseenAccuracy: exact(measure?.unseenAccuracy),
      unseenLoss: exact(measure?.unseenLoss),
      fps: pulse.rate(),
    });
    const loss = frame.loss === "inf" ? "not finite" : frame.loss && four(Number(frame.loss));
    const right = measure && Number.isFinite(measure.unseenLoss)
      ? ` · unseen ${percent(measure.unseenAccuracy)}` : "";
    status.textContent = at !== null ? `Looking back at batch ${count(at)}${right}`
      : step ? `batch ${count(step)} · epoch ${frame.epoch.toFixed(1)} · loss ${loss}${right}`
        : "before the first batch";
    const going = { running: "Training", paused: `Paused at batch ${step}` }[frame.status] ?? "";
    tell(find(".heard"), remark.name && going ? `${going}. ${remark.name}.` : going);
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
      if (!first) return;
      settings.open(open);
      settings.show(data.frame, true);
      settings.settle();
    },
    stop() {
      cancelAnimationFrame(due);
      clearTimeout(late);
      shared.by(null);
      for (const part of [lane, pulse, settings, chart, digit, remark]) part.stop();
    },
  };
}

const count = (v) => v.toLocaleString("en");
const exact = (v) => (Number.isFinite(v) ? v.toFixed(6) : "");
