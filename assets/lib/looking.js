// A view of the running training, for the component that shows it.
import { run } from "./run.js";

// hear(answer) gets each answer about this view. Returns {first, stop}: first(n) asks for the part
// that begins with thing n; stop() when the component leaves the page.
export function lookAt(view, hear) {
  const deaf = run.onLook((answer) => { if (answer.view === view) hear(answer); });
  run.look(view);
  return {
    first(n) { run.look(view, n); },
    stop() {
      deaf();
      run.look(null);
    },
  };
}
