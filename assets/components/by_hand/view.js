// State `asked` is {n, example, open}, the last two where they are asked for: the network as the reader
// changed it, {numbers, hidden, output, loss, rate, biases, taken, began}, and the line
// [step, line] that is to be explained, or null for none any more. `data` is what follows from it, in
// answer to `n`.
import { createColours } from "../../lib/colour.js";
import { element, tell } from "../../lib/dom.js";
import { flash } from "../../lib/flash.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { ACTIVATIONS } from "../../lib/names.js";
import { narrated } from "../../lib/network/narrated.js";
import { createNetwork } from "../../lib/network/network.js";
import { createWalk } from "../../lib/network/walk.js";
import { unpack } from "../../lib/network/weights.js";
import { numberField } from "../../lib/number_field.js";
import { plain } from "../../lib/numbers.js";
import { createFields } from "./fields.js";
import { createSteps } from "./steps.js";

export default mount(createView);

const HEIGHT = { least: 252, most: 380, share: 0.33 }; // px, and of the window
const SLOWEST = 1e-6; // learning rate

function createView(root, first) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="${id}"]`), own = (id) => test(`by-hand-${id}`);
  const colours = createColours(find(".by-hand"));
  let data = first, send = () => {}, sent = first.n, asked = {}; // since the last answer
  let now = null; // the step that the walk is at

  const network = createNetwork(test("network-view"), colours, {
    room: () => ({ height: Math.max(HEIGHT.least, Math.min(HEIGHT.most, HEIGHT.share * innerHeight)) }),
    onSelect(place) { network.select(place); },
    onClose() { network.select(null); close(); },
  });
  const walk = createWalk((moment, step, number, playing) => {
    if (moment !== undefined) network.at(moment);
    if (test("network-view").dataset.step !== String(number ?? "end")) {
      test("network-view").dataset.step = number ?? "end";
      steps.at(number);
    }
    test("walk-play").textContent = playing ? "❚❚ Pause" : "▶ Play";
    now = step && { step, number };
    says();
  });
  const steps = createSteps(find(".steps"), {
    go: (step) => walk.to(step), open: (...line) => ask({ open: line }), light: network.light,
  });
  const example = () => asked.example ?? data.example;
  const tells = (text) => tell(find(".note"), text);
  const change = (part, note = "") => {
    tells(note);
    ask({ example: { ...example(), ...part } });
  };
  const numbers = () => (asked.example?.taken === 0 ? asked.example.numbers : data.now);
  function turn(part, note = "") { // where the steps have led is where the next ones begin
    const { began, numbers: first, taken } = example(), now = numbers(), { most } = data;
    const cut = now.some((v) => Math.abs(v) > most) ? `Numbers beyond ±${most} now begin there.` : "";
    change({ numbers: now, taken: 0, began: began.length || !taken ? began : first, ...part }, note || cut);
  }
  const chances = (name) => data.chances && name.startsWith("y");
  const fields = createFields(find(".numbers tbody"), data.names, {
    refuse: tells,
    range: (name) => (chances(name) ? [0, 1] : [-data.most, data.most]),
    change(name, value) {
      const shares = chances(name) && example().output === "softmax";
      const changed = numbers().map((number, n) => {
        if (data.names[n] === name) return value;
        return shares && data.names[n].startsWith("y") ? 1 - value : number;
      });
      change({ numbers: changed, taken: 0, began: [] },
        shares ? "With softmax the targets are shares: they add up to 1." : "");
    },
  });
  numberField(own("rate"), "Learning rate", "by-hand-rate", {
    refuse: tells, range: () => [SLOWEST, data.most],
    change: (rate) => turn({ rate }),
  });
  own("biases").onchange = ({ target }) => turn({ biases: target.checked });
  own("take").onclick = () => change({ taken: example().taken + 1 });
  own("again").onclick = () => {
    const { began, numbers: first } = example();
    change({ numbers: began.length ? began : first, taken: 0, began: [] });
  };
  own("preset").onchange = ({ target }) => {
    change(data.presets.find(({ name }) => name === target.value).example);
  };
  own("hidden").onchange = ({ target }) => turn({ hidden: target.value });
  own("measure").onchange = ({ target }) => turn({ loss: target.value });
  own("output").onchange = ({ target }) => {
    const fits = data.fitting[target.value].includes(example().loss);
    turn({ output: target.value }, fits ? "" : "Cross-entropy takes a logarithm, so it needs outputs "
      + "between 0 and 1. Now the loss is the squared error.");
  };
  test("walk-back").onclick = walk.back;
  test("walk-play").onclick = walk.play;
  test("walk-step").onclick = walk.step;
  find(".by-hand").onkeydown = ({ key }) => { if (key === "Escape") close(); };

  function says() {
    tell(find(".says"), now ? `Step ${now.number + 1} of ${walk.length}. ${narrated(network, now.step)}`
      : "Step through it: to the right the answer is worked out, to the left goes the blame.");
  }
  function ask(more) { // an answer that is still to come might be overtaken
    asked = { ...asked, ...more };
    send("asked", { n: sent += 1, ...asked });
  }
  function close() { if (data.opened) ask({ open: null }); }

  function choices(select, all, chosen, fitting = () => true) {
    if (select.options.length !== all.length) {
      select.replaceChildren(...all.map(([value, text]) => Object.assign(element("option", "", text), { value })));
    }
    [...select.options].forEach((option) => { option.disabled = !fitting(option.value); });
    select.value = chosen;
  }
  function settings() {
    const { hidden, output, loss, rate, biases } = data.example;
    const presets = data.presets.map(({ name, title }) => [name, title]);
    choices(own("preset"), [...presets, ["", "your own"]], data.chosen ?? "", Boolean);
    choices(own("hidden"), data.hidden.map((name) => [name, ACTIVATIONS[name] ?? name]), hidden);
    choices(own("output"), data.output.map((name) => [name, ACTIVATIONS[name] ?? name]), output);
    choices(own("measure"), Object.entries(data.losses), loss, (name) => data.fitting[output].includes(name));
    own("rate").show(rate);
    own("biases").checked = biases;
    tell(find(".tells"), data.tells);
  }
  function losses() {
    const before = own("loss").textContent, now = plain(data.loss);
    tell(own("loss"), now);
    own("loss").dataset.taken = data.taken;
    if (before && before !== now) flash(own("loss"));
    tell(find(".then"), data.after === null ? data.end : `→ ${plain(data.after)} after the next step`);
    const count = `${data.taken} step${data.taken === 1 ? "" : "s"} taken.`, earlier = data.example.began.length > 0;
    tell(own("taken"), data.taken ? `${count} Before the last one: ${plain(data.before)}.`
      : earlier ? "The next steps begin here." : "Nothing has changed yet: the way back only measures.");
    const able = new Map([["take", data.after !== null], ["again", data.taken > 0 || earlier]]);
    for (const [id, can] of able) if (can) own(id).disabled = false;
    for (const [id, can] of able) {
      if (can) continue;
      if (own(id).matches(":focus")) own(id === "take" ? "again" : "take").focus(); // not lost
      own(id).disabled = true;
    }
  }
  return {
    update(newer, setStateValue) {
      [data, send] = [newer, setStateValue];
      if (data.n >= sent) asked = {};
      const { shape } = data, before = network.shape;
      if (colours.changed()) network.paint();
      network.become(shape, unpack(data.weights, shape.inputs, shape.units));
      network.blame(data.gradients);
      network.take(data.answer, true);
      steps.show(data.steps);
      if (network.shape !== before) walk.of(data.steps.map(({ column, kind }) => ({ column, kind })));
      says();
      fields.show(data.now);
      settings();
      losses();
      const others = { weight: null, open: null, rate: null }; // of the other network of this lesson
      writeLink({ ...data.link, ...others }, { preset: null, numbers: null, ...others });
    },
    stop() {
      walk.stop();
      network.stop();
    },
  };
}
