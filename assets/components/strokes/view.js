// The first layer's weights, a dozen neurons at a time. They come a few neurons at once: each answer
// is followed by the question for the next ones, until all that are shown are of the same moment.
import { createColours } from "../../lib/colour.js";
import { element, fill, tell } from "../../lib/dom.js";
import { lookAt } from "../../lib/looking.js";
import { mount } from "../../lib/mount.js";
import { createRamp } from "../../lib/network/ramp.js";
import { fine, four } from "../../lib/numbers.js";

export default mount(createView);

const DOZEN = 12;
const FULL = 127; // the largest shade that comes, on either side of zero

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="strokes-${id}"]`);
  const section = find(".strokes"), neurons = find(".neurons");
  const colours = createColours(section), ramp = createRamp(colours);
  const places = []; // of the dozen: {box, name, pictures, neuron, moment}
  let first = 0, units = 0; // the dozen that is shown, of so many neurons
  const look = lookAt("weights", take);
  test("back").onclick = () => turn(-DOZEN);
  test("next").onclick = () => turn(DOZEN);

  function turn(by) {
    first += by;
    arrange();
    look.first(first);
  }
  const count = () => Math.min(DOZEN, units - first);
  function arrange() {
    const last = first + count();
    fill(neurons, count(), place);
    places.forEach((each, k) => {
      tell(each.name, `neuron ${first + k}`);
      each.box.dataset.testid = `stroke-${first + k}`;
      for (const { canvas, title } of each.pictures) canvas.ariaLabel = `neuron ${first + k}, ${title}`;
      if (each.neuron?.k !== first + k) blank(each);
    });
    tell(test("which"), `neurons ${first} to ${last - 1} of ${units}`);
    find(".turn").hidden = units <= DOZEN;
    test("back").disabled = first === 0;
    test("next").disabled = last === units;
  }
  function place() {
    const box = element("div", "neuron"), name = element("h3"), pair = element("div", "pair");
    const pictures = ["W", "W − W₀"].map((title) => {
      const figure = element("figure"), canvas = element("canvas"), caption = element("figcaption", "", title);
      const range = element("span");
      Object.assign(canvas, { width: 28, height: 28, role: "img" });
      caption.append(range);
      figure.append(canvas, caption);
      pair.append(figure);
      return { canvas, title, range, context: canvas.getContext("2d") };
    });
    box.append(name, pair);
    places.push({ box, name, pictures, neuron: null, moment: "" });
    return box;
  }
  function take(answer) {
    const moment = `${answer.run} ${answer.step}`;
    if (answer.units !== units || first >= answer.units) [units, first] = [answer.units, 0];
    arrange();
    for (const neuron of answer.neurons) {
      const each = places[neuron.k - first];
      if (!each || neuron.k < first) continue;
      Object.assign(each, { neuron, moment });
      paint(each);
    }
    const column = answer.name === "output" ? "the output" : answer.name;
    const becoming = answer.noise ? "noise turns into strokes" : "strokes out of nothing";
    tell(find("h2"), `The weights of ${column}: ${becoming}`);
    tell(test("says"), says(answer, places.slice(0, count()).map(({ neuron }) => neuron)));
    Object.assign(section.dataset, { step: answer.step, first, blank: answer.blank });
    onward(answer, moment);
  }
  // The next neurons of the dozen, if any that are shown are older than these.
  function onward({ first: from, neurons: { length } }, moment) {
    const shown = places.slice(0, count());
    if (shown.every((each) => each.moment === moment)) return;
    const next = from + length;
    look.first(length && next >= first && next < first + shown.length ? next : first);
  }
  function paint({ box, neuron, pictures }) {
    const { weights, change } = neuron;
    [weights, change].forEach(({ most, shades }, k) => {
      const { range, context } = pictures[k];
      tell(range, most === null ? "not finite" : most ? `± ${most < 1e-3 ? fine(most) : four(most)}` : "all 0");
      context.clearRect(0, 0, 28, 28);
      if (most !== null) context.drawImage(ramp.picture(signed(shades), 28, FULL, true), 0, 0);
    });
    Object.assign(box.dataset, { weights: weights.most, change: change.most });
  }
  function blank(each) {
    Object.assign(each, { neuron: null, moment: "" });
    for (const { context, range } of each.pictures) {
      context.clearRect(0, 0, 28, 28);
      tell(range, "");
    }
  }
  return {
    update() {
      if (!colours.changed()) return;
      ramp.forget();
      for (const each of places) if (each.neuron) paint(each);
    },
    stop() { look.stop(); },
  };
}

const signed = (text) => Int8Array.from(atob(text), (c) => c.charCodeAt(0));

function says({ step, noise, blank, moved, l2, pixels }, neurons) {
  if (!step && noise) return "Before the first batch W is noise, the same as W₀, and W − W₀ is 0 everywhere.";
  if (!step) return "Before the first batch W is 0 everywhere, and so is W − W₀.";
  const never = `${blank} of the ${pixels} pixels have no ink in any digit that it learns from`;
  const [, still] = [
    [!noise && !moved, `${never}, so nothing moves their weights. They began at 0, and stay there.`],
    [!moved, `${never}, so nothing moves their weights. There W keeps its starting noise, and W − W₀ is exactly 0.`],
    [l2, `${never}, so no gradient moves their weights. L2 does: it pulls them towards 0, and the noise fades.`],
    [true, `${never}. Their weights were moved before, by L2 or by ink that is gone.`],
  ].find(([so]) => so);
  const small = neurons.every((neuron) => neuron && neuron.change.most < neuron.weights.most);
  return small ? `${still} What learning adds is smaller: see W − W₀, or begin with smaller weights.` : still;
}
