// State `asked` is {n, have: [run, batch], look, commands}: what goes to the plane where there is no
// socket. `data` has a frame of the plane in answer to `n`, and what stands still: the bounds of what
// can be asked for, and the `usual` choice.
import { createColours } from "../../lib/colour.js";
import { tell } from "../../lib/dom.js";
import { createKnob } from "../../lib/knob.js";
import { createLane } from "../../lib/lane.js";
import { mount } from "../../lib/mount.js";
import { plane as shared } from "../../lib/run.js";

export default mount(createView);

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="${id}"]`);
  let data = null, frame = null, due = 0;
  const colours = createColours(find(".boundary"));
  const lane = createLane({
    of: "plane", kind: "plane",
    have: () => [frame?.run ?? 0, frame?.until ?? 0],
    onFrame(newer) {
      frame = newer;
      due ||= requestAnimationFrame(paint);
      return true;
    },
    onRefused: trouble,
    onLook: shared.answered,
  });
  shared.by(lane);
  const knob = createKnob(find(".knob"), {
    onRate: (rate) => lane.ask({ do: "rate", value: rate }), onSettled() {}, onTrouble: trouble,
  });
  for (const what of ["run", "pause", "step", "epoch", "reset"]) {
    test(`train-${what}`).onclick = () => lane.ask({ do: what });
  }
  function trouble(sentence) { tell(find(".trouble"), sentence); }
  function paint() {
    due = 0;
    const running = frame.status === "running", [seen, unseen] = frame.losses;
    [test("train-run").hidden, test("train-pause").hidden] = [running, !running];
    knob.show(frame.rate);
    Object.assign(test("train-status").dataset, {
      status: frame.status, step: frame.step, epoch: frame.epoch, loss: frame.loss,
    });
    Object.assign(test("boundary-view").dataset, {
      step: frame.step, trainLoss: exact(seen), testLoss: exact(unseen),
    });
    tell(test("train-status"), `batch ${frame.step}`);
    shared.painted(frame);
  }
  return {
    update(newer, setStateValue) {
      const first = data?.token !== newer.token;
      data = newer;
      lane.connect(setStateValue);
      colours.changed();
      lane.receive(data, first);
    },
    stop() {
      cancelAnimationFrame(due);
      shared.by(null);
      lane.stop();
    },
  };
}

const exact = (v) => (v === null ? "" : v.toFixed(6));
