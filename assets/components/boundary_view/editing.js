// Points that are added, moved and removed: by a mouse, a finger or the keys.
import { button, element, tell } from "../../lib/dom.js";
import { HUES } from "./plane.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const [STEP, FAR] = [0.05, 5]; // of a key, and how many steps it goes with Shift
const NEAR = { touch: 22, keys: 8 }, NEARBY = 12; // pixels from a point that still take it

let tool = 0; // the class to add, or "erase"; as long as the tab is open

// ask(...commands) goes to the server; onLook([x, y]) hears the place that is looked at, on() that
// there is something else to draw. Returns {show, tell, written,
// busy, hot, changes, cursor, stop}.
export function createEditing(canvas, bar, said, { plane, points, reach, most, ask, onLook, on }) {
  let held = null, fresh = false; // the point that is held; whether its first move is still to come
  let dragged = false, untold = ""; // since it was taken; where the keys went, until the answer comes
  let cursor = [0, 0], keys = false, hot = null, changes = 0, edits = 0;
  let place = null, due = 0; // where the pointer is, and the next frame of the screen
  const classes = element("div", "classes"), erase = button("", () => choose("erase"));
  const undo = button("", () => changed(edits, "undo", "The last change is taken back."));
  const clear = button("", () => {
    changed(points.list.length, "clear", "All points are taken away. Undo brings them back.");
  });
  for (const [made, name] of [[erase, "erase"], [undo, "undo"], [clear, "clear"]]) {
    made.textContent = name;
    made.dataset.testid = `edit-${name}`;
  }
  classes.setAttribute("role", "group");
  classes.ariaLabel = "Class of the points to add";
  bar.append(classes, erase, undo, clear);

  function choose(newer) {
    tool = newer;
    show(edits);
  }
  function show(count) {
    edits = count;
    const { names, list } = points;
    if (tool !== "erase" && tool >= names.length) tool = 0;
    while (classes.children.length < names.length) {
      const k = classes.children.length, made = button("", () => choose(k));
      made.dataset.testid = `class-${k}`;
      made.style.setProperty("--class", `var(--${HUES[k]})`);
      made.append(element("i"), element("span"));
      classes.append(made);
    }
    [...classes.children].forEach((each, k) => {
      each.hidden = k >= names.length;
      each.ariaPressed = String(tool === k);
      each.title = `Add points of class ${names[k]}`;
      if (!each.hidden) tell(each.lastChild, names[k]);
    });
    erase.ariaPressed = String(tool === "erase");
    undo.ariaDisabled = String(!edits);
    clear.ariaDisabled = String(!list.length);
    canvas.classList.toggle("erasing", tool === "erase");
    if (held !== null && held >= list.length) held = null;
    if (hot !== null && hot >= list.length) hot = null;
  }
  function say(sentence) {
    untold = "";
    tell(said, sentence);
  }
  const written = ([x, y]) => [x, y]
    .map((v, k) => (v * points.unit[k] + points.middle[k]).toFixed(2).replace("-", "−")).join(", ");
  const called = (n) => `${points.list[n].unseen ? "unseen " : ""}point of class ${points.names[points.list[n].of]}`;

  function changed(any, what, sentence) { // unless there is nothing to change
    if (!any) return;
    ask({ do: what });
    say(sentence);
  }
  function add(at) {
    if (tool === "erase" || points.list.length >= most) {
      return say(tool === "erase" ? "There is no point here." : `There are ${most} points: no more can be added.`);
    }
    points.add(...at, tool);
    ask({ do: "add", value: [...at, tool] });
    say(`A ${called(points.list.length - 1)} is added at ${written(at)}.`);
    [held, fresh] = [points.list.length - 1, false];
  }
  function remove(n) {
    say(`The ${called(n)} is removed.`);
    [held, hot] = [null, null];
    points.remove(n);
    ask({ do: "remove", value: n });
  }
  function move(at) {
    points.move(held, ...at);
    [changes, dragged] = [changes + 1, true];
    ask({ do: fresh ? "move" : "drag", value: [held, ...at] });
    fresh = false;
  }

  canvas.onpointerdown = (event) => {
    if (event.button || !event.isPrimary) return;
    event.preventDefault();
    canvas.focus({ preventScroll: true });
    canvas.setPointerCapture(event.pointerId);
    const at = plane.at(event), n = plane.near(at, NEAR[event.pointerType] ?? NEARBY);
    [cursor, keys, place, dragged] = [at, false, null, false];
    if (tool === "erase" && n !== null) remove(n);
    else if (n === null) add(at);
    else [held, fresh] = [n, true];
    hot = held;
    look(at);
  };
  canvas.onpointermove = (event) => {
    place = plane.at(event);
    if (held === null) hot = plane.near(place, NEAR[event.pointerType] ?? NEARBY);
    due ||= requestAnimationFrame(follow);
  };
  function follow() { // at most once for each frame of the screen
    due = 0;
    if (!place) return;
    if (held !== null && !keys) move(place);
    if (!keys) cursor = place;
    look(place);
    place = null;
  }
  function look(at) {
    onLook(at);
    on();
  }
  canvas.onpointerup = canvas.onpointercancel = () => {
    if (due) follow();
    if (held !== null && dragged) say(`The ${called(held)} is at ${written([points.list[held].x, points.list[held].y])}.`);
    held = null;
    on();
  };
  canvas.onpointerleave = () => {
    if (held !== null) return;
    hot = null;
    on();
  };
  canvas.onkeydown = (event) => {
    const way = WAYS[event.key], n = held ?? plane.near(cursor, keys ? NEAR.keys : NEARBY);
    if (event.ctrlKey || event.metaKey || event.altKey || (!way && !DOES[event.key])) return;
    event.preventDefault();
    keys = true;
    if (way) go(way, event.shiftKey ? FAR : 1);
    else DOES[event.key](n);
    hot = held ?? (way || event.key === "Escape" ? plane.near(cursor, NEAR.keys) : null);
    look(cursor);
  };
  const DOES = {
    " "(n) {
      if (held !== null) letGo();
      else if (n === null) { add(cursor); held = null; }
      else if (tool === "erase") remove(n);
      else {
        [held, fresh] = [n, true];
        say(`The ${called(n)} is picked up. The arrow keys move it, Space puts it down.`);
      }
    },
    Delete(n) { if (n === null) say("There is no point here."); else remove(n); },
    Backspace(n) { DOES.Delete(n); },
    Escape() { if (held !== null) letGo(); },
  };
  function letGo() {
    say(`The ${called(held)} is put down at ${written(cursor)}.`);
    held = null;
  }
  function go(way, steps) {
    if (held !== null) cursor = [points.list[held].x, points.list[held].y];
    cursor = cursor.map((v, k) => Number(Math.min(reach, Math.max(-reach, v + way[k] * steps * STEP)).toFixed(4)));
    if (held !== null) move(cursor);
    const n = held === null ? plane.near(cursor, NEAR.keys) : null;
    untold = `${written(cursor)}${n === null ? "" : `, at a ${called(n)}`}`;
  }
  canvas.onblur = () => {
    held = null;
    on();
  };
  canvas.onfocus = on;
  return {
    show,
    get busy() { return held !== null; },
    get hot() { return held ?? hot; },
    get changes() { return changes; },
    // The keys' place, while they have one.
    get cursor() { return canvas.matches(":focus-visible") && keys ? cursor : null; },
    written,
    // Hears how sure the network is of a place.
    tell({ x, y }, sure) {
      if (!untold || x !== cursor[0] || y !== cursor[1]) return;
      say(`${untold}: ${sure}`);
    },
    stop() { cancelAnimationFrame(due); },
  };
}
