// The walk through a network: one step for each thing that is done to all neurons of a layer.
const STEP = 5000; // ms to read what a step does while it plays, at the usual speed
const FLOW = 700; // ms that a step's own motion takes
const KINDS = ["sum", "bias", "activation"];
const BACK = ["gradient_z", "gradient_W", "gradient_x"];

// Returns the steps of a forward pass: the input, then three for each layer.
export function forwardSteps(layers) {
  return [{ column: 0, kind: "input" },
    ...Array.from({ length: layers }, (_, l) => KINDS.map((kind) => ({ column: l + 1, kind }))).flat()];
}

// Returns the steps of the way back, from the output to the input, and the update that comes after it.
export function backwardSteps(layers) {
  const columns = Array.from({ length: layers }, (_, l) => layers - l);
  return [{ column: layers, kind: "gradient_a" },
    ...columns.flatMap((column) => BACK.map((kind) => ({ column, kind }))),
    { column: layers, kind: "update" }];
}

// show(moment, step, number) paints a moment {column, kind, t}, t going from 0 to 1 in each step;
// where the walk is over, moment and step are null. Returns {back, play, step, to(step), stop, ...}.
export function createWalk(show) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let steps = [], at = null, playing = false, speed = 1, timer = 0, frame = 0;

  function go(to) { // to the step of this number, moving only forwards
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    const onwards = at === null ? to === 0 : to === at + 1;
    at = to === null || to >= steps.length ? null : to;
    if (at === null) {
      playing = false;
      return show(null, null, null, playing);
    }
    const began = performance.now(), { column, kind } = steps[at];
    const moves = onwards && !still.matches && !["input", "loss"].includes(kind);
    (function move(now) {
      const t = moves ? Math.max(0, Math.min(1, (now - began) * speed / FLOW)) : 1;
      show({ column, kind, t: t * t * (3 - 2 * t) }, steps[at], at, playing);
      if (t < 1) frame = requestAnimationFrame(move);
    })(began);
    if (playing) timer = setTimeout(() => go(at + 1), STEP / speed);
  }
  return {
    of(newer) { // other steps: another network
      steps = newer;
      go(null);
    },
    get length() { return steps.length; },
    back() { playing = false; go(at === null ? steps.length - 1 : Math.max(0, at - 1)); },
    step() { playing = false; go(at === null ? 0 : at + 1); },
    play() {
      playing = !playing;
      if (playing) return go(at === null ? 0 : at + 1);
      clearTimeout(timer); // the motion under way comes to its end
      show(undefined, steps[at], at, playing);
    },
    to(step) { playing = false; go(step); },
    speed(newer) { speed = newer; },
    end() { if (at !== null) go(null); },
    stop() {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    },
  };
}
