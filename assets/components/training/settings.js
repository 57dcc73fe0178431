// What the reader sets: learning rate, output, pace, and the presets that set them all.
import { createKnob } from "../../lib/knob.js";

const PACES = [1, 8, 60]; // batches a second
const NAMES = ["rate", "course", "pace"];

// ask(...commands) goes to the training, onSettled({rate, course, pace}) to the link. onPreset(preset).
export function createSettings(root, { ask, onSettled, onPreset, onTrouble }) {
  const test = (id) => root.querySelector(`[data-testid="${id}"]`);
  const courses = test("course"), paces = test("pace"), presets = root.querySelector(".presets");
  const wanted = new Map(); // what was asked for and has not come back in a frame
  let frame = null, offered = null;
  let turn = null, turning = 0; // the rate that is to be said next, and when

  const now = (name) => (wanted.has(name) ? wanted.get(name) : frame[name]);
  const settled = () => onSettled(Object.fromEntries(NAMES.map((name) => [name, now(name)])));
  function set(name, value) {
    wanted.set(name, value);
    ask({ do: name, value });
  }
  const knob = createKnob(root, {
    onRate(rate) { // at once, but at most one message for each frame of the screen
      turn = rate;
      if (!turning) turned();
      else wanted.set("rate", rate);
      mark();
    },
    onSettled() { turned(); settled(); },
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
  courses.onchange = () => { set("course", courses.value); settled(); };
  paces.onchange = () => { set("pace", paces.value ? Number(paces.value) : null); settled(); };

  function choose(preset) {
    const { rates, pace } = preset;
    const [course, , rate] = rates.find(([name]) => name === now("course")) ?? rates[0];
    onTrouble("");
    set("rate", rate);
    if (course !== now("course")) set("course", course);
    set("pace", pace);
    ask({ do: "reset" }, { do: "run" });
    onPreset(preset);
    settled();
    mark();
  }
  function offer(data) {
    offered = data;
    courses.append(...data.courses.map(({ name, says }) => new Option(says, name)));
    paces.append(...PACES.map(paceOption), new Option("as fast as it goes", ""));
    presets.append(...data.presets.map((preset) => {
      const { name } = preset, button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: name, onclick: () => choose(preset) });
      button.dataset.testid = `preset-${name.replaceAll(" ", "-")}`;
      return button;
    }));
  }
  function mark() {
    const [rate, course, pace] = NAMES.map(now), paceText = String(pace ?? "");
    knob.show(rate);
    courses.value = course;
    if (![...paces.options].some(({ value }) => value === paceText)) paces.prepend(paceOption(pace));
    paces.value = paceText;
    const here = offered.presets.find(({ rates }) => (
      rates.some(([name, , good]) => name === course && good === rate)));
    offered.presets.forEach((preset, k) => { presets.children[k].ariaPressed = String(preset === here); });
    const says = root.querySelector(".says"), sentence = here?.says ?? "";
    if (says.textContent !== sentence) says.textContent = sentence;
  }
  return {
    offer(data) { if (!offered) offer(data); },
    show(newer, idle) { // idle: nothing that was asked for is still under way
      frame = newer;
      for (const [name, value] of wanted) if (idle && frame[name] === value) wanted.delete(name);
      mark();
    },
    good() { return offered.presets.find(({ name }) => name === "good"); },
    choose,
    stop() { cancelAnimationFrame(turning); },
  };
}

function paceOption(pace) {
  return new Option(`${pace} ${pace === 1 ? "batch" : "batches"} a second`, pace);
}
