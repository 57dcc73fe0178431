// The network of a lesson, and the walk through it. State `neuron` is [column, position] of the one
// that was selected, with a count, so that the same one can be chosen again; `closed` counts Escapes.
import { createColours } from "../../lib/colour.js";
import { tell } from "../../lib/dom.js";
import { four } from "../../lib/numbers.js";
import { mount } from "../../lib/mount.js";
import { createNetwork } from "../../lib/network/network.js";
import { narrated } from "../../lib/network/narrated.js";
import { backwardSteps, createWalk, forwardSteps } from "../../lib/network/walk.js";
import { blamed, capital, title, written } from "../../lib/network/words.js";
import { spotlight } from "../../lib/spotlight.js";

export default mount(createView);

const HEIGHT = { least: 250, most: 460, share: 0.37 }; // px, and of the window

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="${id}"]`);
  const colours = createColours(find(".network-view"));
  let send = () => {}, count = 0;
  let now = null, walked = null, put = null; // the step that the walk is at, its way, where the page put it
  const network = createNetwork(test("network-view"), colours, {
    room: () => ({ height: Math.max(HEIGHT.least, Math.min(HEIGHT.most, HEIGHT.share * innerHeight)) }),
    onSelect(place) {
      walk.end();
      network.select(place);
      send("neuron", [...place, count += 1]);
    },
    onClose() {
      walk.end();
      send("closed", count += 1);
    },
    onLook() { if (test("network-view").dataset.step === "end") tell(find(".says"), rests()); },
  });
  const walk = createWalk((moment, step, number, playing) => {
    if (moment !== undefined) network.at(moment);
    test("network-view").dataset.step = number ?? "end";
    test("walk-play").textContent = playing ? "❚❚ Pause" : "▶ Play";
    find(".says").ariaLive = step ? "polite" : "off"; // neurons say their own names
    now = step && { step, number };
    tell(find(".says"), said());
  });
  const said = () => (
    now ? `Step ${now.number + 1} of ${walk.length}. ${narrated(network, now.step)}` : rests());

  function rests() { // what is said of the neuron that is looked at
    const { shape, values, gradients } = network, at = network.looks;
    if (gradients && !at) return "Press “Step” to walk from the loss back to the input, or point at a neuron.";
    if (!values || !at) return "Point at a neuron to see what flows into it and out of it. Press it to look closer.";
    const [c, k] = at;
    if (c === 0) return `Input ${k}: ${four(values.x[k])}.`;
    const which = c === shape.units.length && shape.labels ? `the ${shape.labels[k]}` : `neuron ${k}`;
    const name = `${capital(title(shape, c))}, ${which}`;
    if (gradients) {
      return `${name}: activation ${written(shape, values, c, k)}. If it were a little larger, how would the `
        + `loss change? ${blamed(gradients, c, k)}.`;
    }
    return `${name}: weighted sum ${four(values.z[c - 1][k])}, activation ${written(shape, values, c, k)}. `
      + "Lines show what it gets and what it gives: blue adds, orange takes away.";
  }

  test("walk-back").onclick = walk.back;
  test("walk-play").onclick = walk.play;
  test("walk-step").onclick = walk.step;
  test("walk-speed").onchange = ({ target }) => walk.speed(Number(target.value));
  test("tiles").onclick = ({ target }) => {
    const on = target.ariaPressed !== "true";
    target.ariaPressed = String(on);
    network.pictures(on);
  };
  const unlit = spotlight.on((what) => network.light(what));
  return {
    update({ shape, answer, selected, gradients, weight, step }, setStateValue) {
      send = setStateValue;
      if (colours.changed()) network.paint();
      const before = network.shape;
      network.become(shape);
      const way = gradients ? backwardSteps : forwardSteps;
      if (network.shape !== before || way !== walked) walk.of((walked = way)(shape.units.length));
      network.blame(gradients);
      test("tiles").hidden = !shape.side;
      network.mark(weight);
      network.take(answer, true);
      network.select(selected);
      if (step !== put) walk.to(put = step);
      tell(find(".says"), said());
    },
    stop() {
      unlit();
      walk.stop();
      network.stop();
    },
  };
}
