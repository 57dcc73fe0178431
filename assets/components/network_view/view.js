// The network of a lesson, and the walk through it. State `neuron` is [column, position] of the one
// that was selected, with a count, so that the same one can be chosen again; `closed` counts Escapes.
import { createColours } from "../../lib/colour.js";
import { tell } from "../../lib/dom.js";
import { four } from "../../lib/numbers.js";
import { mount } from "../../lib/mount.js";
import { createNetwork } from "../../lib/network/network.js";
import { title, written } from "../../lib/network/words.js";
import { createWalk, forwardSteps } from "./walk.js";

export default mount(createView);

const HEIGHT = { least: 250, most: 460, share: 0.37 }; // px, and of the window

const BENDS = {
  relu: ["ReLU", "leaves what is above 0 as it is and turns the rest into 0"],
  leaky_relu: ["leaky ReLU", "leaves what is above 0 as it is, and a hundredth of the rest"],
  tanh: ["tanh", "squeezes every sum into −1 to 1"],
  sigmoid: ["sigmoid", "squeezes every sum into 0 to 1"],
  identity: ["identity", "leaves every sum as it is"],
  softmax: ["softmax", "turns the sums into shares of 100 %: each depends on all the others"],
};

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="${id}"]`);
  const colours = createColours(find(".network-view"));
  let send = () => {}, count = 0;
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
    tell(find(".says"), step ? `Step ${number + 1} of ${walk.length}. ${narrated(step)}` : rests());
  });

  function narrated({ column, kind }) {
    const { shape, values } = network, l = column - 1;
    if (kind === "input") {
      return shape.side ? `The picture: ${shape.inputs.toLocaleString("en")} numbers from 0 (paper) to 1 (ink).`
        : `The input: ${shape.inputs} numbers.`;
    }
    const from = l ? `the ${shape.units[l - 1]} activations of ${title(shape, l)}` : "every number of the input";
    if (kind === "sum") {
      return `${capital(title(shape, column))}: each of the ${shape.units[l]} neurons multiplies ${from} `
        + "by weights of its own and adds up. Blue adds, orange takes away.";
    }
    if (kind === "bias") {
      return "Each neuron adds its bias, a number of its own that is there whatever the ink. "
        + "Now it has its weighted sum z.";
    }
    const [name, does] = BENDS[shape.activations[l]];
    const off = values.a[l].filter((a) => a === 0).length;
    const zeros = shape.activations[l] === "relu" ? ` ${off} of ${shape.units[l]} are off here.` : "";
    return `${capital(name)} ${does}.${zeros} The result is the activation a.`;
  }
  function rests() { // what is said of the neuron that is looked at
    const { shape, values } = network, at = network.looks;
    if (!values || !at) return "Point at a neuron to see what flows into it and out of it. Press it to look closer.";
    const [c, k] = at;
    if (c === 0) return `Input ${k}: ${four(values.x[k])}.`;
    const which = c === shape.units.length && shape.labels ? `the ${shape.labels[k]}` : `neuron ${k}`;
    return `${capital(title(shape, c))}, ${which}: weighted sum ${four(values.z[c - 1][k])}, activation `
      + `${written(shape, values, c, k)}. Lines show what it gets and what it gives: blue adds, orange `
      + "takes away.";
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
  return {
    update({ shape, answer, selected }, setStateValue) {
      send = setStateValue;
      if (colours.changed()) network.paint();
      const before = network.shape;
      network.become(shape);
      if (network.shape !== before) walk.of(forwardSteps(shape.units.length));
      test("tiles").hidden = !shape.side;
      network.take(answer, true);
      network.select(selected);
    },
    stop() {
      walk.stop();
      network.stop();
    },
  };
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
