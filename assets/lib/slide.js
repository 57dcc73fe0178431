// A bar that a mouse, a finger or a key sets: it stands, or lies where there is no room.
const STEPS = 100; // from one end of a bar to the other
const KEYS = {
  ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1,
  PageUp: 10, PageDown: -10, Home: -STEPS, End: STEPS,
};
const MEANT = 6; // px that a finger goes along the bar; until then it may be there to scroll

// set(value) is called with what the reader sets, from `low` to `high`.
export function slide(bar, set, low = 0, high = 1) {
  let finger = null; // where one came down that has set nothing yet
  const lies = () => bar.offsetWidth > bar.offsetHeight;
  const put = (share) => {
    const step = Math.round(Math.min(1, Math.max(0, share)) * STEPS);
    set(Number((low + step * (high - low) / STEPS).toFixed(6))); // 0.3, and not 0.30000000000000004
  };

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
    put((Number(bar.ariaValueNow) - low) / (high - low) + KEYS[event.key] / STEPS);
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
  const ends = { ariaValueMin: String(low), ariaValueMax: String(high) };
  Object.assign(bar, { role: "slider", tabIndex: 0, ...ends });
  new ResizeObserver(() => {
    bar.ariaOrientation = lies() ? "horizontal" : "vertical";
  }).observe(bar);
}
