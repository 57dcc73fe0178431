// State `drawing` is {seq, strokes, label} after every change; `data` answers the drawing `seq`.
import { crisp, drawStrokes } from "../../lib/canvas.js";
import { createColours } from "../../lib/colour.js";
import { createBars } from "./bars.js";
import { createLane } from "./lane.js";
import { createPad, GRID } from "./pad.js";
import { createSight } from "./sight.js";

const EXAMPLES = new URL("../../drawings/examples.json", import.meta.url);
const views = new WeakMap();

// Called again whenever the data or the theme changes.
export default function ({ parentElement: root, data, setStateValue }) {
  if (!views.has(root)) views.set(root, createView(root, data.strokes ?? []));
  const view = views.get(root);
  view.update(data, setStateValue);
  return () => { view.stop(); views.delete(root); };
}

function createView(root, strokes) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="${id}"]`);
  let label = null, answer = null, arriving = false; // arriving: play the stages once answered
  let full = ""; // what the pad says when it takes no more strokes
  const colours = createColours(find(".digit-pad"));

  const lane = createLane((newer, last) => {
    answer = newer;
    const play = arriving && last && !pad.drawing;
    if (play) arriving = false;
    sight.show(pad.strokes, answer, play);
    show(last && !pad.drawing);
  });
  function offer() {
    full = "";
    find(".digit-pad").dataset.answered = false;
    lane.offer({ strokes: pad.strokes, label });
    tools();
  }
  const pad = createPad(test("digit-pad"), colours, {
    onInk() {
      if (!pad.strokes.length) label = null; // a new drawing shows something else
      if (pad.drawing) sight.live();
      offer();
    },
    onLift() { arriving = true; },
    onFull(sentence) {
      full = sentence;
      find(".refused").textContent = full;
    },
  });
  const sight = createSight(test("sight"), colours, find(".stages"), find(".caption"));
  const bars = createBars(find(".bars"), (digit) => {
    label = digit;
    offer();
    show(false);
  });

  function unknown({ strokes: theirs, label: theirLabel }) { // only a new visit sends its strokes
    return theirs && (label !== theirLabel || JSON.stringify(theirs) !== JSON.stringify(pad.strokes));
  }
  function tools() {
    const empty = !pad.strokes.length;
    find(".invite").hidden = !empty;
    for (const id of ["pad-undo", "pad-clear", "pad-save"]) test(id).disabled = empty;
  }
  function show(settled) {
    const best = answer.confidences.indexOf(Math.max(...answer.confidences));
    const truth = label ?? best;
    const sure = bars(answer, best, truth);
    test("prediction").textContent = best;
    find(".sure").textContent = pad.strokes.length ? `with ${sure}` : "is its answer to blank paper";
    const said = test("label");
    said.dataset.value = truth;
    said.dataset.source = label === null ? "prediction" : "reader";
    const right = label === null
      ? [" — that is what the network says. Not so? Press the right digit."]
      : [label === best ? " — you say so too." : ` — you say so. The network says ${best}.`];
    said.replaceChildren("It is a ", bold(truth), ...right);
    find(".refused").textContent = answer.refused ?? full;
    if (!settled) return;
    find(".digit-pad").dataset.answered = true;
    find(".heard").textContent = `The network says ${best}, with ${sure}`;
  }

  test("pad-undo").onclick = pad.undo;
  test("pad-clear").onclick = pad.clear;
  test("pad-save").onclick = pad.save;
  pad.show(strokes);
  tools();
  const thumbnails = createExamples(find(".choices"), colours, (ink) => {
    pad.show(ink);
    [label, arriving] = [null, true];
    offer();
  });
  return {
    update(data, setStateValue) {
      lane.connect(setStateValue);
      if (colours.changed()) for (const part of [pad, sight, thumbnails]) part.paint();
      if (!answer) label = data.label;
      else if (unknown(data)) return offer(); // a server that was started again: tell it
      lane.receive(data);
    },
    stop() {
      for (const part of [lane, pad, sight, thumbnails]) part.stop();
    },
  };
}

function bold(text) {
  return Object.assign(document.createElement("b"), { textContent: text });
}

function createExamples(list, colours, onChoice) {
  const surfaces = [];
  function add({ digit, strokes }) {
    const canvas = document.createElement("canvas");
    const button = Object.assign(document.createElement("button"), {
      type: "button", ariaLabel: `Example of a ${digit}`, onclick: () => onChoice(strokes),
    });
    button.dataset.testid = `example-${digit}`;
    button.append(canvas);
    list.append(button);
    surfaces.push(crisp(canvas, (context, side) => drawStrokes(context, strokes,
      (x, y) => [x * side / GRID, y * side / GRID], side * 0.07, colours.of("amount"))));
  }
  fetch(EXAMPLES).then((reply) => reply.json()).then((examples) => examples.forEach(add))
    .catch(() => { list.textContent = "The examples could not be loaded."; });
  return {
    paint() { for (const surface of surfaces) surface.paint(); },
    stop() { for (const surface of surfaces) surface.stop(); },
  };
}
