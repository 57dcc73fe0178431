// State `asked` is {n, example}: a picture of the next batch, counted from 0, that the walk is to
// follow. `data` has the `side` of a picture, in pixels. The batch comes as the look "batch".
import { tell } from "../../lib/dom.js";
import { lookAt } from "../../lib/looking.js";
import { mount } from "../../lib/mount.js";
import { run } from "../../lib/run.js";
import { counted, createTiles } from "../../lib/tiles.js";

export default mount(createView);

function createView(root) {
  const find = (selector) => root.querySelector(selector);
  const test = (id) => find(`[data-testid="batch-${id}"]`);
  let data = null, send = null, asked = 0, inked = null, pixels = null;
  const tiles = createTiles(find(".tiles"), (n) => {
    run.ask({ do: "pause" }); // else the picture would be gone
    send("asked", { n: asked += 1, example: n });
  });
  const look = lookAt("batch", show);

  function show(answer) {
    const { batch, count, wrong, labels, says, pictures } = answer;
    find(".batch").dataset.batch = batch;
    find(".batch").dataset.wrong = wrong;
    tell(test("name"), counted(answer));
    if (pictures !== inked) {
      inked = pictures;
      pixels = unpacked(pictures);
    }
    tiles.show({
      side: data.side, pixels, labels, answers: says, chosen: null,
      captions: says.map((digit) => (digit === null ? "says –" : `says ${digit}`)),
    });
    const some = count > labels.length ? ` Here are its first ${labels.length}.` : "";
    tell(test("says"), `Press a picture to walk through the batch with it.${some}`);
  }
  return {
    update(newer, setStateValue) {
      [data, send] = [newer, setStateValue];
      asked = Math.max(asked, data.n);
    },
    stop() { look.stop(); },
  };
}

// Pictures with two pixels in each byte, as a byte for each pixel.
function unpacked(text) {
  return Uint8Array.from([...atob(text)].flatMap((c) => {
    const both = c.charCodeAt(0);
    return [17 * (both >> 4), 17 * (both & 15)];
  }));
}
