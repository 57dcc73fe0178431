// Back, play, step, all at once: where the walk over the positions is.
const PACE = 1200; // ms a step

// onStep(at, moved) is called with the step that is shown: a position, or `last` for the whole.
// `moved` says that the walk came there from the step before.
export function createStepper(find, last, onStep) {
  const play = find("play");
  let at = last, timer = 0;

  function go(to, moved = false) {
    at = to;
    find("back").disabled = at === 0;
    find("all").ariaPressed = String(at === last);
    onStep(at, moved);
  }
  const forward = () => go(at === last ? 0 : at + 1, true);
  function stop() {
    clearInterval(timer);
    timer = 0;
    [play.textContent, play.ariaLabel] = ["▶", "Play"];
  }
  function tick() {
    forward();
    if (at === last) stop();
  }
  function run() {
    timer = setInterval(tick, PACE);
    [play.textContent, play.ariaLabel] = ["❚❚", "Pause"];
    tick();
  }
  play.onclick = () => (timer ? stop() : run());
  find("back").onclick = () => { stop(); go(at - 1); };
  find("step").onclick = () => { stop(); forward(); };
  find("all").onclick = () => { stop(); go(last); };

  return {
    get at() { return at; },
    show: () => go(at),
    stop,
  };
}
