// Strokes go out and answers come in here, and nowhere else.
// One message is under way at a time; of those that wait only the newest is kept.
const PATIENCE = 2000; // ms after which a lost answer no longer holds back newer ink

export function createLane(onAnswer) {
  let tell = null; // Streamlit's setStateValue
  let sent = 0, answered = 0, waiting = null, timer = 0;

  function send() {
    clearTimeout(timer);
    if (!waiting) return;
    tell("drawing", { seq: ++sent, ...waiting });
    waiting = null;
    timer = setTimeout(() => { answered = sent; send(); }, PATIENCE);
  }
  return {
    connect(setStateValue) { tell = setStateValue; },
    offer(drawing) {
      waiting = drawing;
      if (answered >= sent) send();
    },
    receive(data) {
      answered = Math.max(answered, data.seq);
      sent = Math.max(sent, data.seq);
      onAnswer(data, !waiting && answered === sent); // the last one so far?
      if (answered === sent) send();
    },
    stop() { clearTimeout(timer); },
  };
}
