// The way back: a slider over the moments of a run that were kept, the last place of it is now.
import { tell } from "../../lib/dom.js";

// ask(command) goes to the training.
export function createTimeline(root, { ask }) {
  const slider = root.querySelector("input"), when = root.querySelector(".when");
  const [resume, now] = root.querySelectorAll("button");
  let batches = [], wanted; // the batch that was asked for and has not come back; undefined: none

  slider.oninput = () => {
    wanted = batches[slider.value] ?? null;
    ask({ do: "back", value: wanted });
    mark(wanted);
  };
  resume.onclick = () => { ask({ do: "resume" }); slider.focus(); };
  now.onclick = () => { ask({ do: "back", value: null }); slider.focus(); };

  function mark(at) {
    slider.max = batches.length;
    slider.value = at === null ? batches.length : batches.indexOf(at);
    const says = at === null ? "now" : `batch ${at.toLocaleString("en")}`;
    slider.setAttribute("aria-valuetext", says);
    tell(when, says);
    for (const button of [resume, now]) button.style.visibility = at === null ? "hidden" : "";
  }
  return {
    show({ snapshots, at, step }, idle) {
      if (wanted !== undefined && (idle || wanted === at)) wanted = undefined;
      batches = snapshots.filter((batch) => batch < step);
      slider.disabled = !batches.length;
      if (wanted === undefined) mark(at === step ? null : at);
    },
  };
}
