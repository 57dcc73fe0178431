// State `drawing` is {seq, strokes, label, image} after every change that the page should hear of.
// The image stands in front of the strokes: a picture file in base64, "same" for the one that was
// sent before, or null. `data` answers the message `seq` and shows the drawing `number`. State
// `neuron` is [column, position, count] of the number that the reader opens; `closed` counts Escapes,
// `learn` how often a training is to learn from the drawing; it does where data's `joined` says so.
import { crisp, drawStrokes } from "../../lib/canvas.js";
import { createColours } from "../../lib/colour.js";
import { element } from "../../lib/dom.js";
import { mount } from "../../lib/mount.js";
import { createNetwork } from "../../lib/network/network.js";
import { createPad, GRID } from "../../lib/pad.js";
import { work } from "../../lib/work.js";
import { createBars } from "./bars.js";
import { createFiles } from "./files.js";
import { createLane } from "./lane.js";
import { createPhoto } from "./photo.js";
import { createSight } from "./sight.js";

const FOOT = 32; // px under the network's tiles
const ALONE = 330; // px of height for the network where it has a row for itself
const EXAMPLES = new URL("../../drawings/examples.json", import.meta.url);

export default mount(createView);

function createView(root, data) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="${id}"]`);
  // After a reload what the tab has kept may be newer than what the server has.
  const mine = work.drawing?.seq >= data.number ? work.drawing : null;
  let { label } = mine ?? data;
  const shown = data.number; // what is there before anything is drawn in this tab
  let answer = null, arriving = false; // arriving: play the stages once answered
  // The newest picture file; the last that could be read, and does the server hold it?
  let image = mine ? mine.image : data.photo && "same";
  let kept = image, held = data.photo !== null;
  let behind = null; // the label of the strokes that wait behind the picture
  let trouble = ""; // what keeps the pad from taking more
  let { by } = data; // which networks look at the drawing
  let tell = () => {}, presses = 0; // Streamlit's setStateValue; of neurons and of Escape
  const colours = createColours(find(".digit-pad")), learn = test("learn");

  const lane = createLane((newer) => {
    if (newer.refused && !newer.picture) return complain(newer.refused); // it came by the socket
    if (newer.by !== by) return; // by a network that has been changed since
    if (answer && newer.number < answer.number) return; // overtaken by a newer one
    const made = work.drawing?.seq ?? shown; // the newest that was drawn in this tab
    if (newer.number > made) adopt(newer);
    const last = newer.number >= made || Boolean(newer.refused && newer.seq === made);
    if (!answer && !last) return; // what the tab has kept is on its way
    answer = newer;
    if (last) {
      if (answer.refused) { // what was there before is still there
        [image, label] = [answer.photo ? kept ?? "same" : null, answer.label];
        work.mend({ image, label });
      } else if (image !== null && answer.photo === null) { // it was refused with a claim
        image = null;
        work.mend({ image });
      }
      [kept, held] = [image, image !== null];
    }
    photo.show(image === null ? null : answer.photo);
    pad.paint();
    const play = arriving && last && !pad.drawing;
    if (play) arriving = false;
    sight.show(pad.strokes, answer, play);
    network.take(answer, last && !pad.drawing);
    show(last && !pad.drawing);
    tools();
  });
  function adopt({ number, strokes, photo: theirs, label: said }) { // what was drawn elsewhere
    [image, label] = [theirs && "same", said];
    pad.show(strokes);
    work.take({ seq: number, strokes, label, image });
  }
  function offer(done) {
    trouble = "";
    find(".digit-pad").dataset.answered = false;
    if (image !== kept) held = false;
    lane.offer({ strokes: pad.strokes, label, image }, done, held);
    tools();
  }
  function complain(sentence) {
    trouble = sentence;
    if (answer) show(false);
  }
  const photo = createPhoto(colours, () => { pad.paint(); sight.paint(); });
  const cover = {
    get there() { return image !== null; }, // also while the server still looks at it
    draw(context, place) { photo.draw(context, place, 1); },
    lift() { // what was said of it was not said of the strokes
      [image, label] = [null, pad.strokes.length ? behind : null];
      photo.show(null);
    },
  };
  const pad = createPad(test("digit-pad"), colours, cover, {
    onInk(done) {
      files.forget();
      if (!pad.strokes.length) label = null; // a new drawing shows something else
      if (pad.drawing) sight.live();
      if (done) arriving = true;
      offer(done);
    },
    onFull: complain,
  });
  const files = createFiles(find(".digit-pad"), {
    onStart() { find(".taken").textContent = "Looking at your picture …"; },
    onImage(newer) {
      if (image === null) behind = label;
      [image, label, arriving] = [newer, null, true];
      offer(true);
    },
    onTrouble: complain,
  });
  const sight = createSight(test("sight"), colours, photo, find(".stages"), find(".caption"));
  const bars = createBars(find(".bars"), {
    onLabel(digit) {
      label = digit;
      offer(true);
      if (answer) show(false);
    },
    onOpen(digit) { open([network.shape.units.length, digit]); },
  });
  const network = createNetwork(test("network-view"), colours, {
    room() { // between the picture and the bars, or in a row for itself
      const [here, picture, list, row] = [".network", ".sight canvas", ".bars", ".row:not(.head)"]
        .map((selector) => find(selector).getBoundingClientRect());
      if (picture.right > here.left || list.left < here.right) return { height: ALONE };
      return {
        height: list.bottom - here.top + FOOT,
        picture: { x: picture.left - here.left, y: picture.top - here.top, size: picture.width },
        rows: { top: row.top - here.top, pitch: row.height },
      };
    },
    onSelect: open,
    onClose() { network.select(null); tell("closed", presses += 1); },
    onLook() { find(".tells").textContent = network.says(); },
  });
  function open(place) {
    network.select(place);
    tell("neuron", [...place, presses += 1]);
  }

  function tools() {
    const empty = !pad.strokes.length && image === null;
    find(".invite").hidden = !empty;
    for (const id of ["pad-undo", "pad-clear"]) test(id).disabled = empty;
    test("pad-save").disabled = !pad.strokes.length || image !== null;
  }
  function show(settled) {
    const best = answer.confidences.indexOf(Math.max(...answer.confidences));
    const truth = label ?? best;
    const sure = bars(answer, best, truth);
    test("prediction").textContent = best;
    const blank = !pad.strokes.length && image === null;
    find(".sure").textContent = blank ? "is its answer to blank paper" : `with ${sure}`;
    const said = test("label");
    said.dataset.value = truth;
    said.dataset.source = label === null ? "prediction" : "reader";
    const right = label === null
      ? [" — that is what the network says. Not so? Press the right digit."]
      : [label === best ? " — you say so too." : ` — you say so. The network says ${best}.`];
    said.replaceChildren("It is a ", element("b", "", truth), ...right);
    learn.hidden = label === null;
    learn.ariaDisabled = String(Boolean(answer.joined)); // not disabled: that would lose the focus
    learn.textContent = answer.joined ? `Your training has this ${truth}` : "Train on this drawing";
    find(".refused").textContent = trouble || answer.refused;
    find(".taken").textContent = photo.there && answer.photo.others
      ? "There is more in this picture. Only the largest thing is read." : "";
    if (!settled) return;
    find(".digit-pad").dataset.answered = true;
    find(".heard").textContent = `The network says ${best}, with ${sure}`;
  }

  learn.onclick = () => { if (!answer.joined) tell("learn", presses += 1); };
  test("pad-undo").onclick = pad.undo;
  test("pad-clear").onclick = pad.clear;
  test("pad-save").onclick = pad.save;
  pad.show((mine ?? data).strokes);
  tools();
  const thumbnails = createExamples(root, colours, (ink) => {
    files.forget();
    cover.lift();
    pad.show(ink);
    [label, arriving] = [null, true];
    offer(true);
  });
  return {
    update(newer, setStateValue) {
      tell = setStateValue;
      lane.connect(setStateValue);
      if (colours.changed()) for (const part of [photo, pad, sight, network, thumbnails]) part.paint();
      by = newer.by;
      network.become(newer.shape);
      network.select(newer.opened);
      lane.receive(newer);
      network.place(); // the bars may have moved
    },
    stop() {
      for (const part of [lane, pad, sight, network, thumbnails, files]) part.stop();
    },
  };
}

function createExamples(root, colours, onChoice) {
  const surfaces = [], [digits, others] = root.querySelectorAll(".choices");
  function add({ digit, name, strokes }) { // what is no digit has a name
    const canvas = element("canvas");
    const button = Object.assign(element("button"), {
      type: "button", onclick: () => onChoice(strokes),
      ariaLabel: name ? `No digit: ${name}` : `Example of a ${digit}`,
    });
    button.dataset.testid = `example-${name ?? digit}`;
    button.append(canvas);
    (name ? others : digits).append(button);
    surfaces.push(crisp(canvas, (context, side) => drawStrokes(context, strokes,
      (x, y) => [x * side / GRID, y * side / GRID], side * 0.07, colours.of("amount"))));
  }
  fetch(EXAMPLES).then((reply) => reply.json()).then((examples) => examples.forEach(add))
    .catch(() => { digits.textContent = "The examples could not be loaded."; });
  return {
    paint() { for (const surface of surfaces) surface.paint(); },
    stop() { for (const surface of surfaces) surface.stop(); },
  };
}
