// The loss of the next batch along the step that comes next, and what there is to say of its length.
import { createColours } from "../../lib/colour.js";
import { element, tell } from "../../lib/dom.js";
import { lookAt } from "../../lib/looking.js";
import { mount } from "../../lib/mount.js";
import { createChart } from "./chart.js";

export default mount(createView);

const VERDICTS = ["too short", "right", "too long", "up the other side"];
const STEPS = {
  sgd: "The step goes straight against the gradient.",
  momentum: "The step is momentum's: the gradient, and what is left of the steps before.",
  adam: "The step is Adam's: each weight's gradient beside the size that it usually has.",
};

let log = false; // the axis, as long as the tab is open

function createView(root) {
  const test = (id) => root.querySelector(`[data-testid="${id}"]`);
  const section = test("stride"), colours = createColours(section);
  const chart = createChart(test("stride-curve"), colours);
  let answer = null;
  const marks = VERDICTS.map((says) => {
    const mark = element("li", "", says);
    mark.dataset.says = says;
    return mark;
  });
  root.querySelector(".verdicts").append(...marks);
  const look = lookAt("slope", (newer) => { answer = newer; show(); });
  for (const [id, to] of [["linear", false], ["log", true]]) {
    test(`stride-${id}`).onclick = () => { log = to; axis(); };
  }

  function axis() {
    test("stride-linear").ariaPressed = String(!log);
    test("stride-log").ariaPressed = String(log);
    section.dataset.axis = log ? "log" : "linear";
    if (answer) chart.show(answer, log);
  }
  function show() {
    const { verdict, says, rate, loss, lands } = answer;
    marks.forEach((mark, k) => { mark.ariaCurrent = String(VERDICTS[k] === verdict); });
    tell(test("stride-says"), says);
    tell(test("stride-note"), note(answer));
    test("stride-curve").ariaLabel = `The loss along the next step. ${says}`;
    Object.assign(section.dataset, {
      verdict: verdict ?? "", rate, loss: six(loss), lands: six(lands), step: answer.step,
    });
    chart.show(answer, log);
  }
  axis();
  return {
    update() { if (colours.changed()) chart.paint(); },
    stop() {
      look.stop();
      chart.stop();
    },
  };
}

const six = (v) => (v === null ? "inf" : v.toFixed(6));

function note({ optimizer, remembers, l2, examples, of }) {
  const parts = [STEPS[optimizer]];
  if (optimizer !== "sgd" && !remembers) parts.push("Here it remembers no steps before.");
  if (l2) parts.push("What L2 asks for every large weight is part of this loss.");
  if (of > examples) parts.push(`Measured on ${examples} of the ${of.toLocaleString("en")} digits of the batch.`);
  return parts.join(" ");
}
