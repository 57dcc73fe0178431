// In the frame of every page. State `claim` is {n, token, copy, work}: the studio that this tab had
// before a reload, or before the server was started again. `data` is {token, number, claimed}: the
// studio it has, the number of the drawing in it, and the n of the claim that was heard.
import { live } from "../../lib/live.js";
import { taken, work } from "../../lib/work.js";

const SAYS = {
  lost: "The live connection is lost. Trying again … Your drawing is kept here.",
  blocked: "No live connection. Everything works, a little slower.",
};
let claims = 0, sent = 0, asking = false; // `sent`: the drawing of the last claim
const views = new WeakMap();

// Called again whenever the data or the theme changes.
export default function ({ parentElement: root, data, setStateValue }) {
  if (!views.has(root)) views.set(root, createView(root));
  const view = views.get(root);
  view.update(data, setStateValue);
  return () => { view.stop(); views.delete(root); };
}

function createView(root) {
  const box = root.querySelector(".visit"), text = box.querySelector("p");
  let data = null, tell = null;

  function show() {
    box.dataset.state = live.state;
    const says = SAYS[live.state] ?? "";
    if (text.textContent !== says) text.textContent = says;
  }
  function claim(copy) {
    sent = work.drawing?.seq ?? 0;
    tell("claim", { n: ++claims, token: work.token, copy, work: work.drawing });
  }
  async function find() { // the studio of before the reload
    asking = true;
    claim(await taken(work.token));
    asking = false;
  }
  function settle() {
    const heard = claims > 0 && data.claimed === claims;
    if (work.token !== null && work.token !== data.token && !heard) {
      if (work.held) claim(false);
      else if (!asking) find();
      return;
    }
    work.hold(data.token);
    live.use(data.token);
    if (work.drawing?.seq > Math.max(data.number, sent)) claim(false); // ink that was left behind
    work.know(data.number);
  }
  const stops = [live.on("state", show), live.on("taken over", () => claim(true))];
  return {
    update(newer, setStateValue) {
      [data, tell] = [newer, setStateValue];
      settle();
      show();
    },
    stop() { for (const stop of stops) stop(); },
  };
}
