// The one socket of this tab, shared by the components of all pages. Where it can't be opened, or
// is lost, everything goes on by reruns, and it is tried again and again.
const FIRST = 500, LONGEST = 30_000; // ms between two tries; each pause is about twice the last
const PULSE = 15_000; // ms between two signs of life; the server answers each
const TAKEN_OVER = 4409; // another tab has this tab's studio

const hearers = new Map(); // kind of message -> functions
let token = null, socket = null, tries = 0, timer = 0, opened = false;
let pulse = 0, heard = false; // has the server said anything since the last pulse?

export const live = {
  get open() { return socket?.readyState === WebSocket.OPEN; },
  get state() { return live.open ? "open" : opened ? "lost" : tries ? "blocked" : "opening"; },
  use(newer) { // the token of this tab's studio
    if (newer === token) return;
    [token, tries, opened] = [newer, 0, false];
    again();
  },
  send(message) {
    if (!live.open) return false;
    socket.send(JSON.stringify(message));
    return true;
  },
  on(kind, hear) { // kinds of the server's, "state", "taken over", "unheard"; returns how to stop
    if (!hearers.has(kind)) hearers.set(kind, new Set());
    hearers.get(kind).add(hear);
    return () => hearers.get(kind).delete(hear);
  },
  unheard() { tell("unheard"); }, // reruns are not answered either
  doubt() { if (live.open) lose(); }, // it does not answer
};

function tell(kind, message) {
  for (const hear of hearers.get(kind) ?? []) hear(message);
}

function again() { // at once, with a new token or a new hope
  clearTimeout(timer);
  drop();
  if (token) connect();
}

function connect() {
  const address = new URL("live", document.baseURI);
  address.protocol = address.protocol.replace("http", "ws");
  const mine = socket = new WebSocket(address, token);
  mine.onopen = () => {
    [tries, opened, heard] = [0, true, true];
    pulse = setInterval(beat, PULSE);
    tell("state");
  };
  mine.onmessage = ({ data }) => {
    heard = true;
    const message = JSON.parse(data);
    tell(message.kind, message);
  };
  mine.onclose = ({ code }) => {
    if (mine !== socket) return;
    drop();
    if (code === TAKEN_OVER) {
      token = null;
      tell("taken over");
    } else wait();
    tell("state");
  };
}

function wait() {
  const pause = Math.min(LONGEST, FIRST * 2 ** tries) * (0.5 + Math.random());
  tries += 1;
  timer = setTimeout(connect, pause);
}

function drop() {
  clearInterval(pulse);
  const old = socket;
  socket = null;
  old?.close();
}

function lose() {
  drop();
  wait();
  tell("state");
}

function beat() { // a connection that is lost half-way closes on neither side
  if (!heard) return lose();
  heard = false;
  live.send({ kind: "here" });
}

addEventListener("online", () => { if (!live.open) again(); });
addEventListener("offline", () => live.doubt());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && socket === null) again();
});
