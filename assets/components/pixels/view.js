// State `asked` is {n, side, pixel, open}: the side of the picture, in pixels, and the [row, column]
// that is chosen, or null; `open`, where it is asked for, is the code of a number to explain, or null
// for none. `data` has the picture's numbers and what the network makes of them, in answer to `n`.
import { createAsking } from "../../lib/asking.js";
import { createColours } from "../../lib/colour.js";
import { tell } from "../../lib/dom.js";
import { writeLink } from "../../lib/link.js";
import { mount } from "../../lib/mount.js";
import { createRamp, css } from "../../lib/network/ramp.js";
import { floats } from "../../lib/network/values.js";
import { four } from "../../lib/numbers.js";
import { createClose } from "./close.js";
import { createColumn } from "./column.js";
import { createFunnel, createOutputs } from "./network.js";
import { createPicture } from "./picture.js";

export default mount(createView);

const SIDES = [28, 60];

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="pixels-${id}"]`);
  const colours = createColours(find(".pixels")), ramp = createRamp(colours);
  const lane = createAsking();
  let data = null, wanted = null; // wanted: {side, pixel}, what was asked for last
  let numbers = [], image = null, looked = null; // looked: the pixel under the mouse

  function ask(more) {
    const { side, pixel, ...others } = { ...wanted, ...more };
    wanted = { side, pixel };
    lane.ask({ ...wanted, ...others });
    sizes();
  }
  const open = (code) => ask({ open: code });
  const here = () => looked ?? wanted.pixel ?? data.pixel;
  const settled = () => wanted.side === data.side; // else another picture is on its way

  const picture = createPicture(test("grid"), colours, {
    look(pixel) {
      if (!settled() || String(pixel) === String(looked)) return;
      looked = pixel;
      sight();
    },
    choose(pixel) {
      if (!settled()) return;
      looked = null;
      if (String(pixel) !== String(wanted.pixel)) ask({ pixel });
      sight();
    },
  });
  const close = createClose(test("lens"), find(".part"), ramp, () => open("pixel"));
  const column = createColumn({
    picture: find(".grid canvas"), column: find(".column canvas"), flight: find(".flight"),
    part: find(".part"), wedge: find(".wedge path"),
  }, colours);
  const funnel = createFunnel(find(".funnel")), outputs = createOutputs(find(".outputs ul"), open);

  for (const side of SIDES) {
    test(side).onclick = () => {
      const same = (v) => Math.floor((v + 0.5) * side / wanted.side); // the same place of the ink
      looked = null;
      if (side !== wanted.side) ask({ side, pixel: wanted.pixel && wanted.pixel.map(same) });
    };
  }
  test("unroll").onclick = () => column.unroll();
  find(".pixels").onkeydown = ({ key, target }) => {
    if (key === "Enter" && target === test("grid")) open("pixel");
    if (key === "Escape" && data.link.open) open(null);
  };

  function sizes() {
    for (const side of SIDES) test(side).ariaPressed = String(side === wanted.side);
  }
  // What follows the pixel that is in sight.
  function sight() {
    const { side } = data, [row, across] = here(), index = row * side + across;
    const place = `row ${row}, column ${across}`;
    find(".pixels").dataset.pixel = `${row}-${across}`;
    tell(test("said"), `${place} → number ${row} · ${side} + ${across} = ${index.toLocaleString("en")} `
      + `of ${(side * side).toLocaleString("en")}, counted from 0`);
    picture.show(image, [row, across], `${place}: ${four(numbers[index])}`);
    close(numbers, side, [row, across]);
    column.show(numbers, (v) => css(ramp.of(v, 1, false)), index);
  }
  return {
    update(newer, setStateValue) {
      const other = newer.picture !== data?.picture || colours.changed();
      data = newer;
      lane.receive(data.n, setStateValue);
      if (!lane.busy) wanted = { side: data.side, pixel: data.chosen ? data.pixel : null };
      if (other) {
        ramp.forget();
        numbers = floats(data.picture);
        image = ramp.picture(numbers, data.side, 1, false);
        looked = null;
      }
      find(".pixels").dataset.side = data.side;
      tell(find(".column h3"), data.columns[0].count.toLocaleString("en"));
      tell(find(".network h3"), `The network: ${data.called}`);
      funnel(data.columns);
      outputs(data.outputs, data.best);
      sizes();
      sight();
      writeLink(data.link, { grid: null, pixel: null, open: null });
    },
    stop() {
      lane.stop();
      picture.stop();
      column.stop();
    },
  };
}
