// Strokes go out and answers come in here, and nowhere else.
// One message is under way at a time; of those that wait only the newest is kept.
const PATIENCE = 2000; // ms after which an answer is taken to be lost, and the drawing sent again
const SLOWEST = 20; // bytes a millisecond: a picture is given the time that it takes to send

export function createLane(onAnswer) {
  let tell = null; // Streamlit's setStateValue
  let sent = 0, answered = 0, timer = 0;
  let last = null, waiting = null; // drawings: the newest sent, the newest not sent
  let leaving = false;

  function send() {
    if (!waiting || leaving) return;
    clearTimeout(timer);
    [last, waiting] = [waiting, null];
    tell("drawing", { seq: ++sent, ...last });
    timer = setTimeout(() => {
      [waiting, leaving] = [waiting ?? last, false];
      send();
    }, PATIENCE + (last.image?.length ?? 0) / SLOWEST);
  }
  // A message that overtakes a change of page would stop the run that builds the new page.
  const leave = ({ type, target }) => {
    if (type === "popstate" || target.closest?.("a[href]")) leaving = true;
  };
  addEventListener("click", leave, true);
  addEventListener("popstate", leave, true);

  return {
    connect(setStateValue) { tell = setStateValue; },
    offer(drawing) {
      [waiting, leaving] = [drawing, false];
      if (answered >= sent) send();
    },
    receive(data) {
      answered = Math.max(answered, data.seq);
      sent = Math.max(sent, data.seq);
      if (answered === sent && !waiting) clearTimeout(timer); // else it ends a leave that was none
      onAnswer(data, !waiting && answered === sent); // is it the answer to the newest drawing?
      if (answered === sent) send();
    },
    stop() {
      clearTimeout(timer);
      removeEventListener("click", leave, true);
      removeEventListener("popstate", leave, true);
    },
  };
}
