// A view of the running training, or of the race, for the component that shows it.
import { run } from "./run.js";

// hear(answer) gets each answer about this view. Returns {first, stop}: first(n) asks for the part
// that begins with thing n; stop() when the component leaves the page.
export function lookAt(view, hear, of = run) {
  const deaf = of.onLook((answer) => { if (answer.view === view) hear(answer); });
  of.look(view);
  return {
    first(n) { of.look(view, n); },
    stop() {
      deaf();
      of.look(null);
    },
  };
}
