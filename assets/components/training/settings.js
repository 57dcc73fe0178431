// What the reader sets: learning rate, presets, and the set-up behind its button.
import { createKnob } from "../../lib/knob.js";
import { tell } from "../../lib/dom.js";
import { OPTIMIZERS } from "../../lib/names.js";
import { createSetup } from "./setup.js";

const NAMES = ["rate", "pace", "course", "hidden", "activation", "scale", "batch_size", "seed", "optimizer", "l2"];

// ask(...commands) goes to the training, onSettled(link) to the link. onPreset(preset).
export function createSettings(root, { ask, onSettled, onPreset, onTrouble }) {
  const presets = root.querySelector(".presets"), says = root.querySelector(".says");
  const wanted = new Map(); // what was asked for and has not come back in a frame
  let frame = null, offered = null, changed = ""; // what a preset had to change
  let turn = null, turning = 0; // the rate that is to be said next, and when

  const told = (name) => (name in frame.setup ? frame.setup[name] : frame[name]); // by the training
  const now = (name) => (wanted.has(name) ? wanted.get(name) : told(name));
  const settled = () => onSettled(linked(Object.fromEntries(NAMES.map((name) => [name, now(name)]))));
  function set(name, value) {
    wanted.set(name, value);
    ask({ do: name, value });
  }
  const knob = createKnob(root, {
    onRate(rate) { // at once, but at most one message for each frame of the screen
      changed = "";
      turn = rate;
      if (!turning) turned();
      else wanted.set("rate", rate);
      mark();
    },
    onSettled() { turned(); settled(); },
    onTrouble,
  });
  const setup = createSetup(root, {
    set(name, value) {
      changed = "";
      onTrouble("");
      set(name, value);
      settled();
      mark();
    },
    onTrouble,
  });
  function turned() {
    cancelAnimationFrame(turning);
    turning = 0;
    if (turn === null) return;
    set("rate", turn);
    turn = null;
    turning = requestAnimationFrame(turned);
  }

  // The rate of a preset for this course and optimizer; where it has none for both, then for one.
  function choose(preset) {
    const course = now("course"), optimizer = now("optimizer");
    const fits = preset.rates.find((pair) => pair[0] === course && pair[1] === optimizer);
    const [newCourse, newOptimizer, rate] = fits
      ?? preset.rates.find((pair) => pair[0] === course)
      ?? preset.rates.find((pair) => pair[1] === optimizer) ?? preset.rates[0];
    const other = offered.courses.find(({ name }) => name === newCourse).says;
    changed = fits ? "" : ` Now with ${other}, ${OPTIMIZERS[newOptimizer]}.`;
    onTrouble("");
    set("rate", rate);
    if (newCourse !== course) set("course", newCourse);
    if (newOptimizer !== optimizer) set("optimizer", newOptimizer);
    set("pace", preset.pace);
    ask({ do: "reset" }, { do: "run" });
    onPreset(preset);
    settled();
    mark();
  }
  function offer(data) {
    offered = data;
    setup.offer(data);
    presets.append(...data.presets.map((preset) => {
      const { name } = preset, button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: name, onclick: () => choose(preset) });
      button.dataset.testid = `preset-${name.replaceAll(" ", "-")}`;
      return button;
    }));
  }
  function mark() {
    const [rate, course, optimizer] = ["rate", "course", "optimizer"].map(now);
    knob.show(rate);
    setup.show(now, frame);
    const here = offered.presets.find(({ rates }) => (
      rates.some((pair) => pair[0] === course && pair[1] === optimizer && pair[2] === rate)));
    offered.presets.forEach((preset, k) => { presets.children[k].ariaPressed = String(preset === here); });
    tell(says, here ? here.says + changed : "");
  }
  return {
    offer(data) { if (!offered) offer(data); },
    show(newer, idle) { // idle: nothing that was asked for is still under way
      frame = newer;
      for (const [name, value] of wanted) {
        if (idle && String(told(name)) === String(value)) wanted.delete(name);
      }
      mark();
    },
    settle: settled, // the link says what is set
    obey(commands) { // those of a remedy; what they set belongs into the link
      changed = "";
      for (const { do: name, value } of commands) {
        if (NAMES.includes(name)) set(name, value);
        else ask({ do: name, value });
      }
      settled();
      mark();
    },
    open: setup.open,
    stop() { cancelAnimationFrame(turning); },
  };
}

// Settings as they stand in a link.
function linked({ hidden, batch_size: size, ...others }) {
  return { ...others, hidden: hidden.join("-") || "none", batch: size === null ? "full" : String(size) };
}
