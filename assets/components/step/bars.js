// Ten confidences: a bar as they are, a tick where the step of all at once would take them.
import { element, fill, tell } from "../../lib/dom.js";
import { percent } from "../../lib/numbers.js";

export function createBars(list) {
  function row(k) {
    const item = element("li"), track = element("span", "track");
    track.append(element("i", "fill"), element("i", "after"));
    item.append(element("b", "", String(k)), track, element("span", "value"));
    return item;
  }
  return {
    show(now, trial, truth) {
      fill(list, now.outputs.length, row);
      now.outputs.forEach((v, k) => {
        const item = list.children[k], [, track, value] = item.children, [bar, after] = track.children;
        item.classList.toggle("truth", k === truth);
        item.classList.toggle("best", k === now.says);
        item.dataset.testid = `step-bar-${k}`;
        item.dataset.value = v.toFixed(6);
        bar.style.width = `${100 * v}%`;
        after.hidden = !trial;
        if (trial) after.style.left = `${100 * trial.outputs[k]}%`;
        tell(value, percent(v));
      });
    },
  };
}
