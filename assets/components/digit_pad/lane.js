// Drawings go out and answers come in here, and nowhere else. There are two ways: the socket, which
// answers while the pen moves, and Streamlit's rerun, which tells the page once a stroke is done,
// takes pictures, and takes everything where there is no socket. On each way one message is under
// way at a time, and the newest drawing is the next.
import { live } from "../../lib/live.js";
import { work } from "../../lib/work.js";

const PATIENCE = 2000; // ms after which an answer is taken to be lost, and the drawing sent again
const SLOWEST = 20; // bytes a millisecond: a picture is given the time that it takes to send

export function createLane(onAnswer) {
  let tell = null; // Streamlit's setStateValue
  let newest = null; // what was drawn here, and how much of it the page should hear of
  let sent = 0, told = 0; // the newest that went by the socket, by a rerun
  let waiting = 0, expecting = 0, gate = 0; // timers: of the socket's answer, of the rerun's, of a frame
  let follow = false, leaving = false;
  let held = false; // does the server hold the newest drawing's picture?

  function pump() {
    if (!newest) return;
    const fast = live.open && newest.image === null;
    if (fast && newest.seq > sent && !waiting && !gate) send();
    if ((follow || !fast) && newest.seq > told && !expecting && !leaving) rerun();
  }
  function send() {
    const { seq, strokes, label } = newest;
    sent = seq;
    live.send({ kind: "drawing", seq, strokes, label });
    waiting = setTimeout(() => { waiting = 0; live.doubt(); }, PATIENCE);
    gate = requestAnimationFrame(() => { gate = 0; pump(); });
  }
  function rerun() {
    [told, follow] = [newest.seq, false];
    tell("drawing", held ? { ...newest, image: "same" } : newest);
    expecting = setTimeout(() => {
      [expecting, leaving, told] = [0, false, 0];
      pump();
    }, PATIENCE + (held ? 0 : (newest.image?.length ?? 0) / SLOWEST));
  }
  function hear(reply) {
    clearTimeout(waiting);
    waiting = 0;
    onAnswer({ ...reply, number: reply.seq });
    pump();
  }
  function change() { // the socket was opened, or is gone
    clearTimeout(waiting);
    waiting = 0;
    if (!live.open && sent > told) sent = 0; // nobody knows whether it arrived
    pump();
  }
  // A message that overtakes a change of page would stop the run that builds the new page.
  const leave = ({ type, target }) => {
    if (type === "popstate" || target.closest?.("a[href]")) leaving = true;
  };
  addEventListener("click", leave, true);
  addEventListener("popstate", leave, true);
  const stops = [live.on("drawing", hear), live.on("state", change)];

  return {
    connect(setStateValue) { tell = setStateValue; },
    // done: a stroke is complete, the page should hear of it. heldThere: the server has its picture.
    offer(drawing, done, heldThere) {
      newest = work.put(drawing);
      [leaving, held] = [false, heldThere];
      if (done) {
        follow = true;
        work.save();
      }
      pump();
    },
    receive(data) {
      const stranded = leaving && newest?.seq > told; // unless the timer ends a leave that was none
      if (!stranded && Math.max(data.seq, data.number) >= told) {
        clearTimeout(expecting);
        expecting = 0;
      }
      onAnswer(data);
      pump();
    },
    stop() {
      clearTimeout(waiting);
      clearTimeout(expecting);
      cancelAnimationFrame(gate);
      for (const stop of stops) stop();
      removeEventListener("click", leave, true);
      removeEventListener("popstate", leave, true);
    },
  };
}
