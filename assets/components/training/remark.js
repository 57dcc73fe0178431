// What is going on, in a sentence, with its reason and a button for what helps.
import { tell } from "../../lib/dom.js";

const LEAST = 1200; // ms that a sentence stays, so that it can be read; a worse one need not wait
const WORST = ["diverged", "diverging"];
const BEFORE = "Press “Run”. What is going on is said here.";
const BETWEEN = "It takes some more batches to see how it goes.";
const BACK = "You look back. “Go on here” takes the training up from there.";
const NAMES = {
  diverged: "It blew up.", diverging: "It is blowing up.", stuck: "Stuck.", dead: "Dead neurons.",
  jumping: "Jumping.", saturated: "Saturated.", crawling: "Crawling.", overfitting: "Overfitting.",
  learnt: "Learnt.", learning: "Learning.",
};

// onRemedy(commands) is what the reader agrees to.
export function createRemark(root, { onRemedy }) {
  const [name, says, why] = root.querySelectorAll("b, span"), button = root.querySelector("button");
  let shown = null, since = -Infinity, next = null, timer = 0, otherwise = BEFORE;

  function write() {
    clearTimeout(timer);
    [timer, shown, since] = [0, next, performance.now()];
    root.dataset.name = shown?.name ?? "";
    tell(name, shown ? NAMES[shown.name] : "");
    tell(says, shown?.says ?? otherwise);
    tell(why, shown?.why ?? "");
    const held = button.getRootNode().activeElement === button;
    button.hidden = !shown?.remedy && !held; // it must not vanish under the reader's fingers
    button.disabled = !shown?.remedy;
    if (shown?.remedy) tell(button, shown.remedy.label);
  }
  button.onclick = () => onRemedy(shown.remedy.commands);
  return {
    get name() { return shown ? NAMES[shown.name].slice(0, -1) : ""; },
    show({ remark: newer, step, at }) {
      next = newer;
      const wait = LEAST - (performance.now() - since), before = otherwise;
      otherwise = at !== null ? BACK : step ? BETWEEN : BEFORE;
      const first = newer && !shown, worse = WORST.includes(newer?.name) && shown?.name !== newer.name;
      if (otherwise !== before || wait <= 0 || first || worse) write();
      else timer ||= setTimeout(write, wait);
    },
    stop() { clearTimeout(timer); },
  };
}
