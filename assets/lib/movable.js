// Something that a mouse, a finger or the arrow keys move about. The page does not scroll under a
// finger that is on it: the styles need `touch-action: none` there.
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const FAR = 10; // steps that a key goes with Shift

// to(event) is called with each move of a pointer that holds it, by(across, up) with the steps of a
// key, and end() when either lets go.
export function movable(node, { to, by, end = () => {} }) {
  node.onpointerdown = (event) => {
    if (event.button) return;
    event.preventDefault();
    node.focus();
    node.setPointerCapture(event.pointerId);
  };
  node.onpointermove = (event) => { if (node.hasPointerCapture(event.pointerId)) to(event); };
  node.onlostpointercapture = end;
  node.onkeydown = (event) => {
    const way = WAYS[event.key];
    if (!way) return;
    event.preventDefault();
    by(...way.map((steps) => steps * (event.shiftKey ? FAR : 1)));
  };
  node.onkeyup = ({ key }) => { if (key in WAYS) end(); };
  node.tabIndex = 0;
}
