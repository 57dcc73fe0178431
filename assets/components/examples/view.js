// State `leave` is {n, place}: which drawing is to be taken out. `data` is {drawings, says}: each
// drawing is {picture, label}.
import { createColours } from "../../lib/colour.js";
import { button, element, fill, tell } from "../../lib/dom.js";
import { mount } from "../../lib/mount.js";
import { createRamp } from "../../lib/network/ramp.js";

export default mount(createView);

function createView(root, { n }) {
  const find = (selector) => root.querySelector(selector);
  const colours = createColours(find(".examples")), ramp = createRamp(colours);
  let send = null, presses = n;

  function tile(place) {
    const made = button("", () => send("leave", { n: presses += 1, place }));
    const canvas = Object.assign(element("canvas"), { width: 28, height: 28, ariaHidden: "true" });
    made.append(canvas, element("b"), element("span", "quiet", "✕"));
    made.dataset.testid = `own-${place}`;
    return made;
  }
  return {
    update({ drawings, says }, setStateValue) {
      send = setStateValue;
      if (colours.changed()) ramp.forget();
      fill(find(".tiles"), drawings.length, tile);
      drawings.forEach(({ picture, label }, place) => {
        const made = find(".tiles").children[place];
        const ink = Array.from(atob(picture), (c) => c.charCodeAt(0) / 255);
        made.firstChild.getContext("2d").drawImage(ramp.picture(ink, 28, 1, false), 0, 0);
        tell(made.querySelector("b"), String(label));
        made.ariaLabel = `Take this ${label} out again`;
      });
      tell(find("p"), says);
    },
    stop() {},
  };
}
