// Ten confidences as bars. The digit before a bar is a button: it says what the drawing really is.
// The number behind it is one too: it opens and says where it comes from.
import { element } from "../../lib/dom.js";
import { percent } from "../../lib/numbers.js";

export function createBars(list, { onLabel, onOpen }) {
  const head = element("div", "row head");
  head.append(element("i"), element("span", "", "trained"), element("span", "", "random"));
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const row = element("div", "row");
    const button = element("button", "", String(digit));
    Object.assign(button, { type: "button", ariaLabel: `It was really a ${digit}` });
    button.onclick = () => onLabel(digit);
    const sides = ["trained", "random"].map((side) => {
      const track = element("div", `track ${side}`), fill = element("div", `fill ${side}`);
      const number = element(side === "trained" ? "button" : "span", `number ${side}`);
      track.append(fill);
      row.append(track, number);
      return { track, fill, number };
    });
    row.prepend(button);
    Object.assign(sides[0].number, { type: "button", onclick: () => onOpen(digit) });
    sides[0].number.dataset.testid = `open-${digit}`;
    sides[0].track.dataset.testid = `confidence-${digit}`;
    sides[1].track.dataset.testid = `random-confidence-${digit}`;
    return { row, button, sides };
  });
  list.append(head, ...rows.map(({ row }) => row));

  function show({ track, fill, number }, value) {
    track.dataset.value = value.toFixed(6);
    fill.style.width = `${100 * value}%`;
    number.textContent = percent(value);
  }
  return ({ confidences, random }, best, label) => {
    list.classList.toggle("two", Boolean(random));
    rows.forEach(({ row, button, sides }, digit) => {
      row.classList.toggle("best", digit === best);
      button.ariaPressed = String(digit === label);
      show(sides[0], confidences[digit]);
      if (random) show(sides[1], random[digit]);
      else delete sides[1].track.dataset.value;
    });
    return percent(confidences[best]);
  };
}
