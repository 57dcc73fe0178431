// The learning rate: a slider on a logarithmic scale and a number that can be typed, in step.
import { rateText } from "./numbers.js";
import { noRate, readRate, within } from "./rate.js";

// onRate(rate) while it moves, onSettled() once it rests.
export function createKnob(root, { onRate, onSettled, onTrouble }) {
  const slider = root.querySelector("[type=range]"), typed = root.querySelector("[data-testid=learning-rate]");
  let rate = 0, typing = false;
  for (let power = -5; power <= 2; power += 1) {
    const tick = document.createElement("span");
    tick.textContent = rateText(Number(`1e${power}`));
    tick.style.left = `${100 * (power + 5) / 7}%`;
    root.querySelector(".ticks").append(tick);
  }
  function show(newer) {
    if (newer !== rate) {
      rate = newer;
      slider.value = Math.log10(rate);
      slider.setAttribute("aria-valuetext", rateText(rate));
    } else if (typing || typed.value === rateText(rate)) return;
    if (!typing) typed.value = rateText(rate);
  }
  function turn(newer) {
    typing = false;
    show(newer);
    onTrouble("");
    onRate(rate);
  }
  slider.oninput = () => turn(near(slider.value));
  slider.onchange = onSettled;
  slider.onkeydown = (event) => { // a page is a power of ten
    const by = { PageUp: 10, PageDown: 0.1 }[event.key];
    if (!by) return;
    event.preventDefault();
    turn(Number(within(rate * by).toPrecision(6)));
    onSettled();
  };
  typed.oninput = () => { typing = true; };
  typed.onfocus = () => typed.select();
  typed.onkeydown = ({ key }) => {
    if (key === "Escape") { typing = false; typed.value = rateText(rate); }
    if (key === "Enter") take();
  };
  typed.onblur = take;
  function take() {
    if (!typing) return;
    typing = false;
    const value = readRate(typed.value);
    if (value !== null) {
      turn(value);
      onSettled();
    } else onTrouble(noRate(typed.value, rate));
    typed.value = rateText(rate);
  }
  return { show };
}

// Two digits, as many as there are places to set the slider to.
const near = (power) => Number((10 ** power).toPrecision(2));
