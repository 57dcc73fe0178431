// State `asked` is {n, walk, example, open}: the step to go to, the picture to follow, or the code of
// a number that is to be explained (null: none), each where it is asked for. `data` has all that is
// shown of one step of a batch, and `of`, the moment of the training that it belongs to.
import { tell } from "../../lib/dom.js";
import { formula } from "../../lib/formula.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { run } from "../../lib/run.js";
import { counted, createTiles } from "../../lib/tiles.js";
import { createRanks } from "./ranks.js";
import { createTable } from "./table.js";

export default mount(createView);

const STEPS = ["predict", "compare", "measure", "blame", "adjust", "repeat"];
const LAST = STEPS.length - 1;
const NO_LINK = { walk: null, example: null, open: null };

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="six-${id}"]`);
  const section = find(".walk"), on = test("step"), back = test("back");
  let data = null, send = null, asked = 0, inked = null, pixels = null, written = null;
  let renewed = ""; // the moment for which the walk was asked for anew
  const open = (code) => ask({ open: code });
  const tiles = createTiles(find(".tiles"), (n) => ask({ example: n }));
  const table = createTable(find("table"), open), ranks = createRanks(test("ranks"));

  function ask(what) {
    asked += 1;
    send("asked", { n: asked, ...what });
  }
  const go = (step) => ask({ walk: STEPS[step] });
  STEPS.forEach((name, k) => { test(name).onclick = () => go(k); });
  back.onclick = () => { if (back.ariaDisabled !== "true") go(data.step - 1); };
  on.onclick = () => {
    if (running()) run.ask({ do: "pause" });
    else if (data.step < LAST) go(data.step + 1);
    else run.ask({ do: "step" });
  };
  section.onkeydown = ({ key }) => { if (key === "Escape" && data.link.open) open(null); };

  const running = () => run.frame?.status === "running";
  function moment({ run: story, step, at, rate, setup }) {
    return JSON.stringify([story, step, at, rate, setup.optimizer, setup.l2]);
  }
  // The training waits for the walk. Where it went on, the walk begins again with its next batch.
  function hear(frame) {
    const now = moment(frame), [story, step] = data.of;
    if (!running() && now !== JSON.stringify(data.of) && now !== renewed) {
      renewed = now;
      const another = frame.run !== story || frame.step !== step;
      ask(another ? { walk: STEPS[0], open: null } : {});
    }
    if (!data.sorry) hand();
  }
  function hand() {
    tell(on, running() ? "❚❚ Pause" : data.step < LAST ? "Step ▷" : "Take the step ▷");
    back.ariaDisabled = String(data.step === 0);
  }
  function show() {
    section.dataset.step = STEPS[data.step];
    section.dataset.batch = data.batch;
    STEPS.forEach((name, k) => { test(name).ariaCurrent = k === data.step ? "step" : null; });
    tell(test("says"), data.says);
    const { count, labels } = data, some = count > labels.length;
    tell(test("pictures"), `${counted(data)}${some ? `; here are the first ${labels.length}` : ""}`);
    tell(find(".head"), `Under each picture: ${data.head}.`);
    if (data.pictures !== inked) {
      inked = data.pictures;
      pixels = Uint8Array.from(atob(inked), (c) => c.charCodeAt(0));
    }
    tiles.show({ side: 28, pixels, labels, answers: data.answers, captions: data.captions,
      bars: data.bars, hue: data.hue, chosen: data.example });
    tell(test("title"), data.title);
    if (data.formula !== written) {
      written = data.formula;
      test("formula").replaceChildren(...(written ? [formula(written)] : []));
    }
    ranks.show(data.ranked);
    tell(find(".in-order"), data.ranked?.says ?? "");
    tell(find(".alone"), `The network below shows picture ${data.example + 1} alone.`);
    table.show(data.columns, data.rows, STEPS[data.step] === "compare");
    hand();
  }
  const deaf = run.on(hear);
  return {
    update(newer, setStateValue) {
      [data, send] = [newer, setStateValue];
      asked = Math.max(asked, data.n);
      section.classList.toggle("stuck", Boolean(data.sorry));
      tell(test("sorry"), data.sorry);
      if (!data.sorry) show();
      if (run.frame) hear(run.frame);
      writeLink(data.link, NO_LINK);
    },
    stop() {
      deaf();
      writeLink({ ...NO_LINK }, NO_LINK);
    },
  };
}
