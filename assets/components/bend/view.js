// State `asked` is {n, shape, f, reached, open}: the points and the bend to train with, and whether the
// reader has seen that to its end; `open`, where it is asked for, is the code of a number to explain,
// or null for none. `data` answers the message `n`: `course` is the whole training.
import { createAsking } from "../../lib/asking.js";
import { button, element, tell } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { ACTIVATIONS } from "../../lib/names.js";
import { plain } from "../../lib/numbers.js";
import { createPlots } from "./plots.js";

export default mount(createView);

const CALLED = { ...ACTIVATIONS, identity: "no bend" };
const SHAPES = { v: "V", wave: "wave" };
const LOOKS = {
  identity: "A straight line, whatever it learns: it stops at the best one.",
  relu: "Straight pieces, with a kink wherever a neuron goes on or off.",
  leaky_relu: "Straight pieces, with a kink wherever a neuron's sum is 0.",
  tanh: "Smooth: it turns gently, and has no kink.",
  sigmoid: "Smooth: it turns gently, and has no kink.",
};
const PACE = 60; // ms a snapshot
const OPENED = /^bend-loss-(\d+)$/; // the code of the loss of a snapshot
const still = matchMedia("(prefers-reduced-motion: reduce)");

function createView(root, { bends, shapes }) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="bend-${id}"]`);
  const asking = createAsking(), plots = createPlots(find(".plane"), find(".fall"));
  const slider = test("step"), run = test("run");
  let data = null, wanted = null, at = 0, timer = 0;

  function ask(more) {
    wanted = { ...wanted, ...more };
    const { open, ...kept } = wanted;
    asking.ask({ reached: false, ...(open === undefined ? kept : wanted) });
    wanted = kept;
    choices();
  }
  const open = (code) => ask({ open: code });
  const choice = (place, name, says, chosen) => {
    const made = button("", () => { stop(); ask(chosen); });
    made.dataset.testid = `bend-${name}`;
    made.append(element("span", "", says));
    find(place).append(made);
    return made;
  };
  const each = bends.map((f) => {
    const made = choice(".bends", `f-${f}`, CALLED[f], { f });
    made.append(element("small", "reached"));
    return made;
  });
  const both = shapes.map((shape) => choice(".shapes", `shape-${shape}`, SHAPES[shape], { shape }));

  const last = () => data.course.length - 1;
  const start = () => (data.asked.f in data.tried ? last() : 0);
  // Where the page opens with the loss of a snapshot explained, that is the one to see.
  const explained = () => Math.min(last(), OPENED.exec(data.link.open)?.[1] ?? start());
  function go(to) {
    at = to;
    show();
    const { shape, f } = data.asked;
    if (at === last() && !(f in data.tried) && !asking.busy) asking.ask({ shape, f, reached: true });
  }
  function stop() {
    clearInterval(timer);
    timer = 0;
    tell(run, "▶ Train");
    run.ariaLabel = "Train";
  }
  function tick() {
    go(at + 1);
    if (at === last()) stop();
  }
  run.onclick = () => {
    if (timer) return stop();
    if (still.matches) return go(last());
    if (at === last()) go(0);
    timer = setInterval(tick, PACE);
    tell(run, "❚❚ Pause");
    run.ariaLabel = "Pause";
  };
  test("loss").onclick = () => { stop(); open(`loss-${at}`); };
  test("line").onclick = () => open("line");
  find(".bend").onkeydown = ({ key }) => { if (key === "Escape" && data.link.open) open(null); };
  slider.oninput = () => { stop(); go(Number(slider.value)); };

  function choices() {
    each.forEach((made, n) => { made.ariaPressed = String(bends[n] === wanted.f); });
    both.forEach((made, n) => { made.ariaPressed = String(shapes[n] === wanted.shape); });
  }
  function show() {
    const { step, loss, shown } = data.course[at], { f } = data.asked, ended = at === last();
    Object.assign(find(".bend").dataset, { f, step, loss: loss.toFixed(6) });
    slider.max = last();
    slider.value = at;
    slider.setAttribute("aria-valuetext", `after ${step} of ${data.steps} steps, L = ${plain(shown)}`);
    tell(test("loss"), plain(shown));
    test("loss").ariaLabel = `loss of the network after ${step} steps: ${plain(shown)}`;
    tell(test("line"), plain(data.line.shown));
    test("line").ariaLabel = `loss of the best straight line: ${plain(data.line.shown)}`;
    test("line").dataset.value = data.line.loss.toFixed(6);
    tell(find(".count"), `step ${step} of ${data.steps}`);
    tell(test("said"), ended ? LOOKS[f] : at === 0 ? `A network ${data.sizes} with random weights. Press Train.` : "");
    each.forEach((made, n) => {
      const reached = data.tried[bends[n]];
      tell(made.lastChild, reached ? `L = ${plain(reached.shown)}` : "not tried");
    });
    plots.show(data, at);
    find(".plane").ariaLabel = `15 points in the shape of a ${SHAPES[data.asked.shape]}, and the curve of the network`;
    find(".fall").ariaLabel = `The loss, step by step: now ${plain(shown)}`;
  }
  return {
    update(newer, setStateValue) {
      const before = data?.asked;
      data = newer;
      asking.receive(data.n, setStateValue);
      if (!asking.busy) wanted = data.asked;
      if (before?.f !== data.asked.f || before?.shape !== data.asked.shape) {
        stop();
        at = before ? start() : explained();
      }
      show();
      choices();
      writeLink(data.link, { fit: null, shape: null, open: null });
    },
    stop() {
      stop();
      asking.stop();
      plots.stop();
    },
  };
}
