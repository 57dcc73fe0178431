// What the reader asks for goes out here, and nowhere else: one message under way at a time, and
// the newest is the next.
const PATIENCE = 2000; // ms after which an answer is taken to be lost

export function createAsking() {
  let send = null, n = 0;
  let next = null, waiting = 0; // what has not gone out, and the timer of the answer

  function pump() {
    if (!next || waiting) return;
    send("asked", { n: n += 1, ...next });
    next = null;
    waiting = setTimeout(() => { waiting = 0; pump(); }, PATIENCE);
  }
  return {
    get busy() { return Boolean(next || waiting); },
    ask(wanted) { // of the number to open only the newest wish counts, but it is not lost
      next = { ...next, ...wanted };
      pump();
    },
    // Hears which message was answered last, and how to send the next.
    receive(answered, setStateValue) {
      send = setStateValue;
      if (answered < n) return;
      n = answered;
      clearTimeout(waiting);
      waiting = 0;
      pump();
    },
    stop() { clearTimeout(waiting); },
  };
}
