// The pictures of a batch as bars, in order of one number, with a line at its mean.
import { element, fill } from "../../lib/dom.js";

export function createRanks(root) {
  const bars = element("div"), zero = element("div", "zero"), line = element("div", "mean");
  root.append(bars, zero, line);
  return {
    // bars: from -1 to 1, from the largest down, in the colour of the role `hue`, or, with the hue
    // "sign", in that of their sign; mean: likewise; own: the bar of the picture that is followed.
    show(ranked) {
      root.hidden = !ranked;
      if (!ranked) return;
      const { bars: values, mean, own, hue } = ranked, wide = 100 / values.length;
      const high = Math.max(0, values[0]), room = high - Math.min(0, values.at(-1)) || 1;
      const down = (value) => `${100 * (high - value) / room}%`;
      root.dataset.hue = hue;
      zero.style.top = down(0);
      line.style.top = down(mean);
      fill(bars, values.length, () => element("i"));
      values.forEach((value, k) => {
        const bar = bars.children[k];
        bar.className = `${value < 0 ? "below" : ""} ${k === own ? "own" : ""}`;
        Object.assign(bar.style, {
          left: `${k * wide}%`, width: `calc(${wide}% - 1px)`,
          top: down(Math.max(0, value)), height: `${100 * Math.abs(value) / room}%`,
        });
      });
    },
  };
}
