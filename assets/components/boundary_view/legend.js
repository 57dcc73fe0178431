// What the colours of the plane mean, and how sure the network is of the place that is looked at.
import { element, tell } from "../../lib/dom.js";
import { percent } from "../../lib/numbers.js";
import { HUES } from "./plane.js";

// What a network of these hidden columns is called.
export function columnsText(hidden) {
  if (!hidden.length) return "a line";
  return `${hidden.join(" + ")} neuron${hidden.join() === "1" ? "" : "s"}`;
}

// show(names, probe, written) returns how sure it is, in words; written([x, y]) is a place in the
// reader's units.
export function createLegend(root) {
  const scale = root.querySelector(".sure"), here = root.querySelector(".here");
  const [where, what] = [element("span"), element("b")];
  let made = "";
  here.append(where, what);

  function bars(names) {
    if (names.join() === made) return;
    made = names.join();
    const says = (text) => element("span", "", text);
    const two = names.length === 2, all = names.map((_, k) => faded(k, two && !k ? "left" : "right"));
    scale.replaceChildren(...(two
      ? [says(`${names[0]} 100 %`), all[0], says("50 %"), all[1], says(`100 % ${names[1]}`)]
      : [says("unsure"), ...all, says("sure")]));
  }
  return {
    show(names, probe, written) {
      bars(names);
      const most = Math.max(...probe.confidences.map((sure) => sure ?? -1)), lead = probe.confidences.indexOf(most);
      tell(where, `here (${written([probe.x, probe.y])}): `);
      const sure = most < 0 ? "not finite" : `${names[lead] ?? ""} with ${percent(most)}`;
      tell(what, sure);
      here.dataset.confidence = most < 0 ? "" : most.toFixed(6);
      return sure;
    },
  };
}

function faded(k, to) {
  const bar = element("i");
  bar.style.background = `linear-gradient(to ${to}, var(--zero), color-mix(in srgb, var(--${HUES[k]}) 62%, var(--zero)))`;
  return bar;
}
