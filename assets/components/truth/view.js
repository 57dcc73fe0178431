// State `label` is {seq, label}: what the reader says their drawing shows. State `look` is
// ["own" or "doubt", count]: which drawing the lesson is to look at. `data` is {number, looks, own,
// doubt, source}: each drawing is {picture, truth, prediction, confidence}, `doubt` may be null;
// `number` is that of the reader's drawing.
import { createColours } from "../../lib/colour.js";
import { button, element, tell } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { createRamp } from "../../lib/network/ramp.js";
import { percent } from "../../lib/numbers.js";
import { work } from "../../lib/work.js";

export default mount(createView);

const NAMES = { own: "Your digit", doubt: "One in doubt" };

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const colours = createColours(find(".truth")), ramp = createRamp(colours);
  let data = null, send = null, presses = 0;

  const inks = Object.fromEntries(Object.entries(NAMES).map(([name, says]) => {
    const choice = button("", () => send("look", [name, presses += 1])), canvas = element("canvas");
    Object.assign(canvas, { width: 28, height: 28, ariaHidden: "true" });
    choice.dataset.testid = `ink-${name}`;
    choice.append(canvas, says);
    find(".inks").append(choice);
    return [name, choice];
  }));
  const digits = Array.from({ length: 10 }, (_, digit) => {
    const choice = button("", () => name(digit));
    Object.assign(choice, { textContent: digit, ariaLabel: `It was really a ${digit}` });
    choice.dataset.testid = `truth-${digit}`;
    find(".digits").append(choice);
    return choice;
  });

  function name(digit) { // the tab keeps what the reader says, as it keeps the drawing
    work.know(data.number);
    const { seq: mine, strokes, image } = work.drawing ?? {};
    const seq = mine >= data.number ? work.put({ strokes, label: digit, image }).seq : work.next();
    work.save();
    send("label", { seq, label: digit });
  }
  function says({ truth, prediction, confidence }) { // what stands before the truth and after it
    const gives = `The network gives it ${percent(confidence)}.`;
    if (data.looks === "doubt") return ["A ", ` is what its writer meant. ${gives}`];
    if (data.source === "reader") {
      return ["It is a ", `: you say so. ${gives}${truth === prediction ? "" : ` It says ${prediction}.`}`];
    }
    return ["It is a ", `: that is what the network says, with ${percent(confidence)}. Not so? Press the right digit.`];
  }
  return {
    update(newer, setStateValue) {
      [data, send] = [newer, setStateValue];
      if (colours.changed()) ramp.forget();
      const seen = data[data.looks];
      for (const [name, choice] of Object.entries(inks)) {
        choice.hidden = !data[name];
        choice.disabled = !data.doubt; // nothing to choose
        choice.ariaPressed = String(name === data.looks);
        if (data[name]) paint(choice.firstChild, data[name].picture);
      }
      find(".digits").hidden = data.looks === "doubt";
      digits.forEach((choice, digit) => { choice.ariaPressed = String(digit === seen.truth); });
      const text = find("p"), [before, after] = says(seen);
      text.dataset.value = seen.truth;
      text.dataset.source = data.source;
      if (text.textContent !== `${before}${seen.truth}${after}`) { // else it would be read aloud again
        text.replaceChildren(before, element("b", "", seen.truth), after);
      }
      writeLink({ ink: data.looks }, { ink: "own" });
    },
    stop() {},
  };

  function paint(canvas, picture) {
    const ink = Array.from(atob(picture), (c) => c.charCodeAt(0) / 255), side = Math.sqrt(ink.length);
    const painted = ramp.picture(ink, side, 1, false);
    canvas.getContext("2d").drawImage(painted, 0, 0, canvas.width, canvas.height);
  }
}
