// Commands go out and frames come in here, and nowhere else. There are two ways: the socket, and
// Streamlit's reruns where it can't be opened. On the second way the browser asks, and asks again
// for as long as there is work going on: one rerun is under way at a time.
import { live } from "./live.js";

const PATIENCE = 2000; // ms after which an answer is taken to be lost
const BREATH = 50; // ms between an answer and the next question
const UNSEEN = 300_000; // ms that a training goes on in a tab that nobody looks at
const MOST = 64; // commands in one message
const LOOKS = 250; // ms between two looks by reruns; the socket sends them by itself
let n = 0; // counts what was asked by reruns; goes on when the page is opened again
let waiting = []; // commands that have not gone out; those of a page that was left go out later

// of: what is watched; kind: that of its commands. have() is [run, batch] of what is here of it;
// onFrame(frame) returns whether it joined on; onLook(answer) gets what was asked for with look().
export function createLane({ of, kind, have, onFrame, onRefused, onLook = () => {} }) {
  let tell = null; // Streamlit's setStateValue
  let unheard = [], probed = 0; // went by the socket; so many of them the server is asked about
  let asked = null, tries = 0, expecting = 0; // the rerun under way, and how long it may take
  let pause = 0, leaving = 0, unseen = 0, doubt = 0; // timers
  let forgotten = false; // has nobody looked for so long?
  let more = false; // is there something to come, even if nothing is asked for?
  let wanted = null, unseenLook = false, looked = 0; // a view; was it never asked for; when it last was

  function pump() {
    if (!tell) return; // the page is not there yet
    // What is still under way by a rerun comes first; but a rerun may be lost for good.
    if (live.open && (!asked?.commands.length || tries > 2)) send();
    if (!asked && !live.open && (waiting.length || unseenLook || (more && !pause && !forgotten))) {
      const due = unseenLook || waiting.length || performance.now() - looked > LOOKS;
      const look = wanted && due ? wanted : null;
      if (look) [unseenLook, looked] = [false, performance.now()];
      asked = { n: ++n, have: have(), look, commands: waiting.splice(0, MOST) };
    }
    if (asked && !expecting && !leaving) ask();
  }
  function ask() {
    clearTimeout(pause);
    pause = 0;
    // A server that was started again does not know this part of the page: it needs the whole.
    if (++tries % 3) tell("asked", { ...asked, tries });
    else live.unheard();
    expecting = setTimeout(() => { expecting = 0; pump(); }, PATIENCE);
  }
  function send() {
    for (const command of waiting) live.send({ kind, ...command });
    unheard.push(...waiting.splice(0));
    probe();
  }
  function probe() { // it answers in order: what came before this was heard
    if (probed || !unheard.length) return;
    probed = unheard.length;
    live.send({ kind: "here" });
    doubt = setTimeout(live.doubt, PATIENCE);
  }
  function heard() {
    clearTimeout(doubt);
    unheard.splice(0, probed);
    probed = 0;
    if (live.open) probe();
  }
  function watch() {
    if (forgotten) return;
    const [run, batch] = have();
    live.send({ kind: "watch", of, run, batch });
    if (wanted) live.send({ kind: "look", ...wanted });
  }
  function change() { // the socket was opened, or is gone
    if (live.open) watch();
    else {
      clearTimeout(doubt);
      waiting = lean([...unheard.splice(0), ...waiting]); // nobody knows whether they arrived
      probed = 0;
    }
    pump();
  }
  function look() {
    clearTimeout(unseen);
    if (!document.hidden) {
      forgotten = false;
      watch();
      pump();
    } else unseen = setTimeout(() => { forgotten = true; live.send({ kind: "leave" }); }, UNSEEN);
  }
  function take(frame) {
    const joined = onFrame(frame);
    more = frame.status === "running" || frame.busy || !joined || have()[1] < frame.step;
    return joined;
  }
  // A message that overtakes a change of page would stop the run that builds the new page.
  const leave = ({ type, target }) => {
    if (type !== "popstate" && !target.closest?.("a[href]")) return;
    clearTimeout(leaving);
    leaving = setTimeout(() => { leaving = 0; pump(); }, PATIENCE); // that link did not leave
  };
  addEventListener("click", leave, true);
  addEventListener("popstate", leave, true);
  document.addEventListener("visibilitychange", look);
  const stops = [
    live.on(of, (frame) => { if (!take(frame)) watch(); }),
    live.on("look", onLook),
    live.on("here", heard),
    live.on("error", ({ says }) => onRefused(says)),
    live.on("state", change),
  ];
  look();

  return {
    get idle() { return !asked?.commands.length && !waiting.length && !unheard.length; },
    connect(setStateValue) { tell = setStateValue; },
    ask(...commands) {
      waiting = lean([...waiting, ...commands]);
      pump();
    },
    look(view) { // {view, first}, or null for none
      [wanted, unseenLook] = [view, Boolean(view)];
      if (live.open) live.send({ kind: "look", ...(view ?? { view: null }) });
      pump();
    },
    receive({ n: answered, refused, frame, look }, first) {
      if (asked && answered >= asked.n) {
        clearTimeout(expecting);
        [asked, tries, expecting] = [null, 0, 0];
        if (refused) onRefused(refused);
      }
      if (live.open && !first) return pump(); // what comes by the socket is newer
      take(frame);
      if (look) onLook(look);
      else if (frame.status !== "running") unseenLook = Boolean(wanted); // at what it has come to
      clearTimeout(pause);
      pause = setTimeout(() => { pause = 0; pump(); }, BREATH);
    },
    stop() {
      live.send({ kind: "leave" });
      for (const timer of [expecting, pause, leaving, unseen, doubt]) clearTimeout(timer);
      for (const stop of stops) stop();
      removeEventListener("click", leave, true);
      removeEventListener("popstate", leave, true);
      document.removeEventListener("visibilitychange", look);
    },
  };
}

// Of several rates one after another only the last counts; so with paces, with places to look back at
// or to look at, and with the way that a point is dragged.
function lean(commands) {
  return commands.filter((command, k) => {
    const next = commands[k + 1]?.do;
    return command.do !== next || !["rate", "pace", "back", "probe", "drag"].includes(next);
  });
}
