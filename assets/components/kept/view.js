// Which network could be kept just now. State `facts` is [run, whether there is none, whether the
// training runs by reruns]; `data` is {facts}: those that the page beside it was made for.
import { element, tell } from "../../lib/dom.js";
import { live } from "../../lib/live.js";
import { mount } from "../../lib/mount.js";
import { run } from "../../lib/run.js";

export default mount(createView);

function createView(root) {
  const line = root.querySelector("[data-testid=kept]");
  const shape = element("b"), state = element("span");
  line.append(shape, state);
  let send = null, known = null;

  function show(frame) {
    const { setup, at, step, status } = frame;
    const lost = status === "diverged" && at === null, batch = at ?? step;
    line.dataset.step = batch;
    tell(shape, [784, ...setup.hidden, 10].join(" → "));
    tell(state, lost ? " has left the numbers that a computer can hold. Start again, or look back."
      : batch ? ` as it is after ${batch.toLocaleString("en")} ${batch === 1 ? "batch" : "batches"}.`
      : " before its first batch.");
    const facts = JSON.stringify([frame.run, lost, status === "running" && !live.open]);
    if (facts !== known) send("facts", JSON.parse(known = facts));
  }
  const stop = run.on(show);
  return {
    update({ facts }, setStateValue) {
      [send, known] = [setStateValue, JSON.stringify(facts)];
      if (run.frame) show(run.frame);
    },
    stop,
  };
}
