// A bar from 0 to 1 that a mouse, a finger or a key sets: it stands, or lies where there is no room.
const STEPS = 100; // from 0 to 1, in a bar
const FINE = 1 / STEPS, COARSE = 0.1; // what a key adds
const KEYS = {
  ArrowUp: FINE, ArrowRight: FINE, ArrowDown: -FINE, ArrowLeft: -FINE,
  PageUp: COARSE, PageDown: -COARSE, Home: -1, End: 1,
};
const MEANT = 6; // px that a finger goes along the bar; until then it may be there to scroll

// set(value) is called with what the reader sets.
export function slide(bar, set) {
  let finger = null; // where one came down that has set nothing yet
  const lies = () => bar.offsetWidth > bar.offsetHeight;
  const put = (v) => set(Math.round(Math.min(1, Math.max(0, v)) * STEPS) / STEPS);

  function follow({ clientX, clientY }) {
    const { left, bottom, width, height } = bar.getBoundingClientRect();
    put(lies() ? (clientX - left) / width : (bottom - clientY) / height);
  }
  // Returns how far a finger has gone along the bar and across it, in px.
  function gone({ clientX, clientY }) {
    const ways = [Math.abs(clientX - finger.clientX), Math.abs(clientY - finger.clientY)];
    return lies() ? ways : ways.reverse();
  }
  function isMeant(event) {
    const [along, across] = gone(event);
    return along >= Math.max(MEANT, across);
  }
  bar.onkeydown = (event) => {
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    put(Number(bar.ariaValueNow) + KEYS[event.key]);
  };
  bar.onpointerdown = (event) => {
    if (event.button) return;
    bar.setPointerCapture(event.pointerId);
    finger = event.pointerType === "touch" ? event : null;
    if (!finger) follow(event);
  };
  bar.onpointermove = (event) => {
    if (!bar.hasPointerCapture(event.pointerId) || (finger && !isMeant(event))) return;
    finger = null;
    follow(event);
  };
  bar.onpointerup = (event) => {
    if (finger && Math.max(...gone(event)) < MEANT) follow(event); // a tap
    finger = null;
  };
  bar.onpointercancel = () => { finger = null; }; // it scrolls
  Object.assign(bar, { role: "slider", tabIndex: 0, ariaValueMin: "0", ariaValueMax: "1" });
  new ResizeObserver(() => {
    bar.ariaOrientation = lies() ? "horizontal" : "vertical";
  }).observe(bar);
}
