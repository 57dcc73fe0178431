// State `asked` is {n, by_hand, points, steps, plays, open}: the three numbers that the reader set,
// the points, and how many steps descent has taken from there. `plays`: the next steps are to be
// sent, to be played. `open`, where it is asked for, is the code of a number to explain, or null.
// `data` answers the message `n`: `now` is all that is shown, `path` the same after each next step.
import { createAsking } from "../../lib/asking.js";
import { button, element, fill, tell } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { plain } from "../../lib/numbers.js";
import { createPlane } from "./plane.js";
import { createSliders, write } from "./sliders.js";
import { createStrip } from "./strip.js";

export default mount(createView);

const PACE = 50; // ms a step
const COLUMNS = ["value", "difference", "square"];
const HEADS = ["point", "x", "y", "f(x)", "difference", "square"];
const still = matchMedia("(prefers-reduced-motion: reduce)");

function createView(root, first) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="fit-${id}"]`);
  const lane = createAsking(), fit = find(".fit"), cells = [];
  const plane = createPlane(find(".plane"), { move, end });
  const strip = createStrip(find(".strip"));
  const sliders = createSliders(find(".sliders"), { set, end, wrong, open }, first.most.number);
  let data = null, shown = null; // shown: the frame
  let wanted = null; // what was asked for last
  let held = null; // what the reader has in hand: a number or a point
  let fresh = 0, low = false, complaint = ""; // on what was typed last
  let waits = false, timer = 0, at = 0; // for a path; of the step on it that is shown

  function ask(more) {
    complaint = "";
    wanted = { ...wanted, ...more };
    const { open, plays, ...kept } = wanted;
    lane.ask(wanted);
    wanted = kept;
  }
  // The same, as a new try.
  function attempt(what, more) {
    if (what === null || what !== held) strip.next();
    held = what;
    halt();
    ask(more);
  }
  const values = () => (taken() ? shown.values : wanted.by_hand);
  const taken = () => (timer ? wanted.steps + at : wanted.steps);

  function set(k, value) {
    attempt(`number ${k}`, { by_hand: values().with(k, value), steps: 0 });
    show();
  }
  function move(k, place) {
    const point = place.map((v) => Number(Math.min(1, Math.max(-1, v)).toFixed(2)) + 0);
    if (String(point) === String(wanted.points[k])) return;
    attempt(`point ${k}`, { by_hand: values(), steps: 0, points: wanted.points.with(k, point) });
    show();
  }
  function end() { held = null; }
  function wrong(says) {
    complaint = says;
    show();
  }
  function open(code) {
    const steps = taken();
    halt();
    ask({ steps, open: code });
  }

  // Takes the player off the path, wherever it is.
  function halt() {
    clearInterval(timer);
    [timer, waits] = [0, false];
  }
  function stop() {
    const steps = taken();
    halt();
    ask({ steps });
    show();
  }
  function go(to) {
    strip.next();
    [at, shown] = [to, data.path[to - 1]];
    show();
  }
  function play() {
    waits = false;
    if (!data.path.length) return;
    at = 0;
    if (still.matches) {
      timer = -1;
      go(data.path.length);
      stop();
      return;
    }
    timer = setInterval(() => {
      go(at + 1);
      if (at === data.path.length) stop();
    }, PACE);
  }
  test("run").onclick = () => {
    if (timer) { stop(); return; }
    held = null;
    waits = true;
    ask({ plays: true });
  };
  test("step").onclick = () => {
    const steps = taken() + 1;
    attempt(null, { steps });
  };
  test("back").onclick = () => attempt(null, { steps: 0 });
  test("random").onclick = () => {
    attempt(null, { by_hand: data.fresh[fresh % data.fresh.length], steps: 0 });
    fresh += 1;
  };
  test("points").onclick = () => attempt(null, { by_hand: values(), steps: 0, points: data.usual });
  test("low").onclick = () => { low = true; show(); };
  test("loss").onclick = () => open("loss");
  fit.onkeydown = ({ key }) => { if (key === "Escape" && data.opened) open(null); };

  const number = (node, code) => write(node, data.names[code], shown.numbers[code]);
  function cell(n) {
    const k = Math.floor(n / HEADS.length) - 1, row = n % HEADS.length;
    if (k < 0) return element("b", "head", HEADS[row]);
    if (row < 3) return element("span", row ? "" : "k");
    const made = button("number", () => open(`${COLUMNS[row - 3]}-${k}`));
    made.dataset.testid = `fit-${COLUMNS[row - 3]}-${k}`;
    return made;
  }
  function table(points) {
    fill(find(".rows"), HEADS.length * (points.length + 1), (n) => (cells[n] = cell(n)));
    points.forEach(([x, y], k) => {
      const [name, across, up, ...numbers] = cells.slice(HEADS.length * (k + 1));
      tell(name, String(k));
      tell(across, two(x));
      tell(up, two(y));
      COLUMNS.forEach((what, row) => number(numbers[row], `${what}-${k}`));
    });
  }
  function formula() {
    find(".says-f").querySelectorAll("b").forEach((number, k) => {
      const text = plain(shown.shown[k]);
      tell(number, k ? text.replace(/^−?/, (minus) => (minus ? "− " : "+ ")) : text);
    });
  }
  function show() {
    const { points } = data.asked, ahead = lane.busy && !wanted.steps && !timer;
    plane.show({
      points: lane.busy ? wanted.points : points, places: points, bow: shown.bow, reach: data.reach,
      predictions: points.map((_, k) => shown.numbers[`value-${k}`][0]),
    });
    sliders.show(ahead ? { ...shown, values: wanted.by_hand, shown: null } : shown, data.names);
    formula();
    table(points);
    number(test("loss"), "loss");
    strip.show(shown.numbers.loss);
    fit.dataset.loss = shown.numbers.loss[0].toFixed(6);
    fit.dataset.step = taken();
    const steps = `${taken()} ${taken() === 1 ? "step" : "steps"} taken`;
    tell(test("said"), complaint);
    tell(test("taken"), taken() && !complaint ? steps : "");
    tell(test("run"), timer ? "❚❚ Stop" : "▶ Let descent do it");
    test("back").disabled = !taken();
    test("step").disabled = taken() >= data.most.steps;
    test("run").disabled = !timer && taken() >= data.most.steps;
    test("points").disabled = String(points) === String(data.usual);
    const told = low || taken() > 0;
    test("low").hidden = told;
    tell(test("best"), told ? `No parabola beats ${plain(data.best)}.` : "");
  }
  return {
    update(newer, setStateValue) {
      data = newer;
      lane.receive(data.n, setStateValue);
      if (!timer) shown = data.now;
      if (!timer && !lane.busy) wanted = data.asked;
      if (waits && data.path && !lane.busy) play();
      show();
      writeLink(data.link, { f: null, points: null, open: null });
    },
    stop() {
      halt();
      lane.stop();
      plane.stop();
      strip.stop();
    },
  };
}

const two = (v) => v.toFixed(2).replace("-", "−");
