// State `asked` is {n, have: [run, batch], look, commands}: what goes to the plane where there is no
// socket. `data` has a frame of the plane in answer to `n`, and what stands still: the bounds of what
// can be asked for, and the `usual` choice. State `open` is {n, open: code}: a number to be explained.
import { bounding } from "../../lib/bounding.js";
import { createColours } from "../../lib/colour.js";
import { button, tell } from "../../lib/dom.js";
import { createKnob } from "../../lib/knob.js";
import { createLane } from "../../lib/lane.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { four, percent } from "../../lib/numbers.js";
import { createPulse } from "../../lib/pulse.js";
import { plane as shared } from "../../lib/run.js";
import { createCurve } from "./curve.js";
import { createEditing } from "./editing.js";
import { columnsText, createLegend } from "./legend.js";
import { createNetworkPart } from "./network.js";
import { createPlane } from "./plane.js";
import { createPoints } from "./points.js";
import { createSetup } from "./setup.js";
import { createSmall } from "./small.js";

const UNSEEN = 500; // ms after which a frame is painted in a tab that nobody looks at

let log = false; // the loss axis, as long as the tab is open
let opened = 0; // counts the numbers that were asked for

export default mount(createView);

function createView(root, offered) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="${id}"]`);
  const [run, pause, best] = ["run", "pause", "best"].map((what) => test(`train-${what}`));
  let data = null, frame = null, send = null; // send is Streamlit's setStateValue
  let due = 0, late = 0; // the next frame of the screen, and what if it does not come
  let fresh = false; // the frame has not been painted
  const colours = createColours(find(".boundary"));
  const pulse = createPulse(report);
  const lane = createLane({
    of: "plane", kind: "plane",
    have: () => [bounding.run, bounding.last],
    onFrame(newer) {
      [frame, fresh] = [newer, true];
      const joined = bounding.add(frame);
      due ||= requestAnimationFrame(paint);
      late ||= setTimeout(paint, UNSEEN);
      return joined;
    },
    onRefused(sentence) { points.doubt(); trouble(sentence); },
    onLook: shared.answered,
  });
  shared.by(lane);
  const canvas = test("boundary-view"), plane = createPlane(canvas, colours, offered.reach);
  const points = createPoints(edited), curve = createCurve(test("boundary-curve"), colours);
  const editing = createEditing(canvas, find(".tools"), test("edited"), {
    plane, points, reach: offered.reach, most: offered.most.points, ask: lane.ask, on: edited,
    onLook: (place) => lane.ask({ do: "probe", value: place }),
  });
  const small = createSmall(find(".beside canvas"), colours), legend = createLegend(find(".legend"));
  const network = createNetworkPart(find(".network"), colours, {
    ask: lane.ask, look: shared.look, most: offered.most.weight,
    open: (code) => send("open", { n: opened += 1, open: code }),
  });
  const deaf = shared.onLook((answer) => network.hear(answer));
  const setup = createSetup(find(".setup"), { ask: lane.ask, offered });
  const knob = createKnob(find(".knob"), {
    onRate: (rate) => lane.ask({ do: "rate", value: rate }), onSettled: link, onTrouble: trouble,
  });
  for (const what of ["run", "pause", "step", "epoch", "reset", "best"]) {
    test(`train-${what}`).onclick = ({ detail }) => {
      if (detail > 1 && ["run", "pause"].includes(what)) return; // they take each other's place
      lane.ask({ do: what });
    };
  }
  test("log-axis").onclick = () => { log = !log; paint(); };
  const presets = offered.presets.map((name) => {
    const made = button("", () => lane.ask({ do: "preset", value: name }));
    made.textContent = name;
    made.dataset.testid = `preset-${name.replaceAll(" ", "-")}`;
    return made;
  });
  find(".presets").append(...presets);

  function trouble(sentence) {
    tell(find(".trouble"), sentence && sentence[0].toUpperCase() + sentence.slice(1));
  }
  function edited() { if (frame) draw(); }
  function draw() {
    const { hot } = editing;
    points.want(frame.points, data.token, lane.idle && !editing.busy);
    editing.show(frame.edits);
    plane.show({ odds: frame.odds, names: frame.names, points, changes: editing.changes, hot,
      cursor: editing.cursor, probe: frame.probe });
    canvas.classList.toggle("over", hot !== null);
    canvas.classList.toggle("held", editing.busy);
    editing.tell(frame.probe, legend.show(frame.names, frame.probe, editing.written));
  }
  function paint() {
    cancelAnimationFrame(due);
    clearTimeout(late);
    due = late = 0;
    buttons();
    knob.show(frame.rate);
    draw();
    losses();
    network.show(frame, frame.probe);
    setup.show(frame);
    if (fresh) pulse.beat();
    fresh = false;
    report();
    link();
    shared.painted(frame);
  }
  function losses() {
    const { beside } = frame.setup, name = frame.beside && columnsText(beside);
    const now = { batch: frame.step, own: known(frame.losses), beside: known(frame.besideLosses ?? [null, null]) };
    curve.show({
      rows: [...bounding.rows, now], step: frame.step, beside: name, turn: frame.turn, log,
      diverged: frame.status === "diverged",
    });
    test("log-axis").ariaPressed = String(log);
    test("plane-beside").hidden = !frame.beside;
    if (frame.beside) small.show(frame.beside, frame.names.length);
    if (frame.beside) tell(find(".beside figcaption"), name);
  }
  function buttons() {
    const running = frame.status === "running", over = frame.status === "diverged" || !frame.seen;
    const focused = run.getRootNode().activeElement; // must not vanish under the reader's fingers
    [run.hidden, pause.hidden, best.hidden] = [running, !running, !frame.turn];
    for (const id of ["train-run", "train-step", "train-epoch"]) test(id).disabled = over;
    if (frame.turn) tell(best, `Go back to batch ${count(frame.turn.batch)}, before it learns by heart`);
    const lost = focused === best && best.hidden || [run, pause].includes(focused);
    if (lost) (over ? test("train-reset") : running ? pause : run).focus({ preventScroll: true });
    presets.forEach((each) => { each.ariaPressed = String(each.textContent === frame.preset); });
  }
  function report() { // what the checks outside read, and in words
    const { status, step, losses: [seen, unseen], accuracy: [right, rightUnseen] } = frame;
    Object.assign(test("train-status").dataset, {
      status, step, epoch: frame.epoch, loss: frame.loss, fps: pulse.rate(),
    });
    Object.assign(canvas.dataset, { step, trainLoss: exact(seen), testLoss: exact(unseen) });
    tell(test("train-status"), [
      step ? `batch ${count(step)} · epoch ${frame.epoch.toFixed(1)}` : "before the first batch",
      ...worded("training", seen, right), ...worded("unseen", unseen, rightUnseen),
    ].join(" · "));
    tell(find(".says"), frame.says);
    tell(find(".cost"), `${count(frame.parameters)} numbers · ${frame.milliseconds.toFixed(2)} ms a batch`);
    if (status !== "running") {
      const kinds = `${frame.seen} points to learn from and ${frame.unseen} unseen`;
      canvas.ariaLabel = `The plane with ${kinds}, and how sure the network is of each place`;
      test("boundary-curve").ariaLabel = `Loss after ${count(step)} batches: ${
        [...worded("training", seen, right), ...worded("unseen", unseen, rightUnseen)].join(", ")}`;
    }
    tell(find(".heard"), { running: "Training", paused: `Paused at batch ${step}`, diverged: "It diverged" }[status] ?? "");
  }
  function link() {
    if (!frame) return;
    const { made, setup: now } = frame;
    writeLink({
      ...data.usual, // points that a file or a hand has put there are not in a link
      ...(made && { points: made.pattern, count: made.count, noise: made.noise, classes: made.classes,
        unseen: made.unseen, "points-seed": made.seed }),
      hidden: columns(now.hidden), activation: now.activation, beside: now.beside ? columns(now.beside) : "none",
      rate: frame.rate, batch: String(now.batch_size ?? "full"), optimizer: now.optimizer, l2: now.l2, seed: now.seed,
      pace: frame.pace ?? "none", open: data.opened,
    }, { ...data.usual, open: null });
  }
  return {
    update(newer, setStateValue) {
      const first = data?.token !== newer.token;
      data = newer;
      bounding.of(data.token);
      send = setStateValue;
      lane.connect(setStateValue);
      if (colours.changed() && frame) {
        network.paint();
        paint();
      }
      lane.receive(data, first);
      link();
    },
    stop() {
      cancelAnimationFrame(due);
      clearTimeout(late);
      shared.by(null);
      deaf();
      for (const part of [lane, pulse, points, editing, plane, small, curve, network]) part.stop();
    },
  };
}

const columns = (hidden) => hidden.join("-") || "line";
const worded = (name, loss, right) => (loss === null ? [] : [`${name} ${four(loss)} (${percent(right)} right)`]);
const known = (losses) => losses.map((loss) => loss ?? NaN);
const count = (v) => v.toLocaleString("en");
const exact = (v) => (v === null ? "" : v.toFixed(6));
