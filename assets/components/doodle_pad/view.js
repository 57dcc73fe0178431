// The reader's own cat or dog. State `asked` is {n, drawing, act, open, follow}: `drawing` is
// {seq, strokes} of the newest ink, `act` is {add: 0 or 1} to learn from it as a cat or a dog, or
// {leave: k} to forget the k-th of those learnt from, `open` the code of a number to explain, `follow`
// that of the open number after another epoch. `data` answers the message `n` with what the networks
// of all epochs make of the drawing `number`.
import { createAsking } from "../../lib/asking.js";
import { crisp, drawStrokes } from "../../lib/canvas.js";
import { createColours } from "../../lib/colour.js";
import { button, element, fill, tell } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { four } from "../../lib/numbers.js";
import { createPad, GRID } from "../../lib/pad.js";
import { createPath } from "./path.js";

const NAMES = ["cat", "dog"];
const PEN = 36; // grid units: finer than for a digit
const SLOW = 200; // ms after which the reader hears that it is at work

export default mount(createView);

function createView(root, opening) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="doodle-${id}"]`);
  const colours = createColours(find(".doodle")), asking = createAsking();
  const path = createPath(test("path"), colours, opening.epochs);
  let data = null, token = null, seq = 0; // the newest ink here, by its number
  let epoch = opening.epochs, acting = 0, trouble = "";

  const bare = { there: false, lift() {} }; // nothing stands in front of the strokes
  const pad = createPad(test("pad"), colours, bare, {
    onInk: offer,
    onFull: complain,
    pen: PEN,
  });
  function offer() {
    seq += 1;
    trouble = "";
    find(".doodle").dataset.answered = false;
    tools();
    asking.ask({ drawing: { seq, strokes: pad.strokes } });
  }
  function complain(sentence) {
    trouble = sentence;
    tell(find(".refused"), sentence);
  }
  function act(what) {
    if (acting && asking.busy) return; // one after the other: none is lost
    clearTimeout(acting);
    acting = setTimeout(() => tell(test("says"), "The story is told again, with your drawings in it …"), SLOW);
    asking.ask({ act: what, drawing: { seq, strokes: pad.strokes } });
  }

  const bars = NAMES.map((name, k) => {
    const row = element("div", "row"), track = element("div", "track"), filled = element("div", "fill");
    const number = button("number", () => asking.ask({ open: `${name}-${epoch}` }));
    number.dataset.testid = `doodle-open-${name}`;
    track.append(filled);
    row.append(element("b", "", name), track, number);
    find(".bars").append(row);
    return { row, filled, number };
  });
  const starts = opening.starts.map(({ name, strokes }, k) => {
    const canvas = element("canvas"), start = button("", () => {
      pad.show(strokes);
      offer();
    });
    Object.assign(start, { ariaLabel: `Example ${k + 1}: a ${name}` }).dataset.testid = `doodle-start-${k}`;
    start.append(canvas);
    find(".starts").append(start);
    return crisp(canvas, (context, side) => drawStrokes(context, strokes,
      (x, y) => [x * side / GRID, y * side / GRID], side * PEN / GRID, colours.of("amount")));
  });

  function tools() {
    const empty = !pad.strokes.length, full = data?.own.length >= opening.most;
    find(".invite").hidden = !empty;
    for (const id of ["undo", "clear"]) test(id).disabled = empty;
    for (const id of NAMES) test(id).disabled = empty || full;
  }
  function show() {
    const { before, after } = data, now = (after ?? before)[epoch];
    const best = now[0] >= now[1] ? 0 : 1;
    bars.forEach(({ row, filled, number }, k) => {
      row.classList.toggle("best", k === best);
      filled.style.width = `${100 * now[k]}%`;
      tell(number, four(now[k]));
      number.ariaLabel = `${NAMES[k]}: ${four(now[k])}. Explain this number`;
    });
    const says = `It says ${NAMES[best]}`;
    tell(test("verdict"), epoch === opening.epochs ? says : `After epoch ${epoch}: ${NAMES[best]}`);
    tell(test("doubt"), data.doubt);
    tell(test("epoch"), `Epoch ${epoch} of ${opening.epochs}`);
    test("scrub").value = epoch;
    path.show(before, after, epoch);
    test("path").ariaLabel = `Confidence of cat over the epochs: ${four(before[0][0])} before the first, `
      + `${four(now[0])} after epoch ${epoch}`;
    Object.assign(find(".doodle").dataset, {
      answered: !asking.busy && !pad.drawing, epoch, cat: now[0].toFixed(6), dog: now[1].toFixed(6), own: data.own.length,
      number: data.number,
    });
    if (!acting) tell(test("says"), data.says);
    if (!pad.drawing && !asking.busy) tell(test("heard"), `${says}, with ${four(now[best])}`);
    tell(find(".refused"), trouble || data.refused || "");
    ink(test("sight"), data.picture);
    kept();
    tools();
  }
  function ink(canvas, picture) {
    const context = canvas.getContext("2d"), image = context.createImageData(canvas.width, canvas.height);
    const [r, g, b] = colours.of("amount").match(/[\d.]+/g).map(Number);
    Uint8Array.from(atob(picture), (c) => c.charCodeAt(0)).forEach((v, k) => image.data.set([r, g, b, v], 4 * k));
    context.putImageData(image, 0, 0);
  }
  function kept() {
    fill(find(".kept"), data.own.length, (k) => {
      const item = element("li"), tile = button("", () => act({ leave: k }));
      tile.append(Object.assign(element("canvas"), { width: 28, height: 28 }), element("span"));
      tile.dataset.testid = `doodle-own-${k}`;
      item.append(tile);
      return item;
    });
    data.own.forEach(({ label, picture }, k) => {
      const tile = find(".kept").children[k].firstChild;
      ink(tile.firstChild, picture);
      tell(tile.lastChild, NAMES[label]);
      tile.ariaLabel = `Your ${NAMES[label]}, number ${k + 1}: take it away`;
    });
    tell(test("count"), data.own.length
      ? `${data.own.length} of at most ${opening.most} drawings. Press one to take it away.` : "");
  }

  test("undo").onclick = pad.undo;
  test("clear").onclick = pad.clear;
  NAMES.forEach((name, k) => { test(name).onclick = () => act({ add: k }); });
  test("scrub").max = opening.epochs;
  test("scrub").oninput = ({ target }) => {
    epoch = Number(target.value);
    show();
    const [part, name] = data.link.open?.split("-") ?? [];
    if (part === "draw") asking.ask({ follow: `${name}-${epoch}` }); // the open number goes along
  };
  find(".doodle").onkeydown = ({ key }) => { if (key === "Escape" && data.link.open) asking.ask({ open: null }); };
  return {
    update(newer, setStateValue) {
      data = newer;
      if (data.token !== token || data.number > seq) { // another studio's, or drawn elsewhere
        [token, seq] = [data.token, data.number];
        if (data.strokes) pad.show(data.strokes);
      }
      writeLink(data.link, { open: null });
      asking.receive(data.n, setStateValue);
      if (acting && !asking.busy) {
        clearTimeout(acting);
        acting = 0;
      }
      if (colours.changed()) for (const part of [pad, path, ...starts]) part.paint();
      show();
    },
    stop() {
      clearTimeout(acting);
      asking.stop();
      for (const part of [pad, path, ...starts]) part.stop();
    },
  };
}
