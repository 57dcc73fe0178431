// What the reader has made in this tab, and the token of their studio on the server. All pages
// share it; sessionStorage keeps it through a reload and while the server is away.
const KEY = "inkling";
const LONGEST = 3_000_000; // characters; a browser keeps some five million for a site

const kept = read();
let seq = kept.drawing?.seq ?? 0;

export const work = {
  token: kept.token ?? null,
  held: false, // does this page hold the token already, or did it only find it?
  drawing: kept.drawing ?? null, // {seq, strokes, label, image}: the newest that was made here
  get seq() { return seq; },
  know(number) { seq = Math.max(seq, number); }, // of the newest drawing on the server
  next() { return ++seq; }, // for what is said of a drawing that the tab has not got
  put(newer) { return work.drawing = { seq: ++seq, ...newer }; },
  take(theirs) { // the server has a newer one
    work.know(theirs.seq);
    work.drawing = theirs;
    work.save();
  },
  mend(right) { // a part of the newest was refused
    work.drawing = { ...work.drawing, ...right };
    work.save();
  },
  hold(token) {
    if (work.held && work.token === token) return;
    Object.assign(work, { token, held: true });
    work.save();
  },
  save() {
    const { token, drawing } = work;
    if (!store({ token, drawing })) store({ token, drawing: null }); // the server has the picture
  },
};
addEventListener("pagehide", () => { if (work.held) work.save(); });

function store(value) {
  const text = JSON.stringify(value);
  if (text.length > LONGEST) return false;
  try {
    sessionStorage.setItem(KEY, text);
    return true;
  } catch { // full, or not allowed: the page works without, a reload begins anew
    return false;
  }
}

function read() {
  try {
    const { token, drawing } = JSON.parse(sessionStorage.getItem(KEY)) ?? {};
    const whole = Number.isSafeInteger(drawing?.seq) && Array.isArray(drawing.strokes)
      && drawing.strokes.every((stroke) => Array.isArray(stroke) && stroke.every(Number.isFinite));
    return { token: typeof token === "string" ? token : null, drawing: whole ? drawing : null };
  } catch {
    return {};
  }
}

// Does another tab hold this token? A duplicated tab finds its original's.
const others = new BroadcastChannel(KEY);
const WAIT = 200; // ms; tabs of one browser answer within a few
others.addEventListener("message", ({ data }) => {
  if (data.ask && work.held && data.ask === work.token) others.postMessage({ taken: data.ask });
});
export function taken(token) {
  return new Promise((done) => {
    const end = (answer) => {
      others.removeEventListener("message", listen);
      clearTimeout(timer);
      done(answer);
    };
    const listen = ({ data }) => { if (data.taken === token) end(true); };
    const timer = setTimeout(() => end(false), WAIT);
    others.addEventListener("message", listen);
    others.postMessage({ ask: token });
  });
}
