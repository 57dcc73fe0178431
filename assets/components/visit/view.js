// In the frame of every page. State `claim` is {n, token, copy, work}: the studio that this tab had
// before a reload, or before the server was started again. `data` is {token, number, claimed}: the
// studio it has, the number of the drawing in it, and the n of the claim that was heard.
import { tell as write } from "../../lib/dom.js";
import { live } from "../../lib/live.js";
import { mount } from "../../lib/mount.js";
import { taken, work } from "../../lib/work.js";

const SAYS = {
  lost: "Connection lost, trying again. Your drawing is kept.",
  blocked: "No live connection: all works, a little slower.",
};
const ANEW = "The server no longer knows this visit. What you drew is kept; a training begins anew.";
// For all pages of this tab: how many claims were made, the newest drawing that went along with one,
// and whether the work of this tab was looked for and not found.
let claims = 0, sent = 0, heavy = false, asking = false, copying = false, copied = false, anew = false;

export default mount(createView);

function createView(root) {
  const box = root.querySelector(".visit"), [text, seen] = box.children;
  let data = null, tell = null;

  function show() {
    box.dataset.state = live.state;
    write(text, SAYS[live.state] ?? (anew ? ANEW : ""));
    seen.hidden = text.textContent !== ANEW;
  }
  seen.onclick = () => { anew = false; show(); };
  // The work goes along only where the server has an older drawing: a picture is heavy, and what
  // is said once is said again with every rerun until something else is said.
  function claim(copy, drawing) {
    if (drawing) sent = drawing.seq;
    [heavy, copied] = [Boolean(drawing?.image), copy];
    tell("claim", { n: ++claims, token: work.token, copy, work: drawing });
  }
  async function find() { // the studio of before the reload
    asking = true;
    const copy = await taken(work.token);
    claim(copy, copy ? work.drawing : null);
    asking = false;
  }
  function settle() {
    const heard = claims > 0 && data.claimed === claims;
    if (copying && !heard) return; // this studio is another tab's now
    copying = false;
    if (heard && heavy) {
      heavy = false;
      tell("claim", { n: claims });
    }
    if (work.token !== null && work.token !== data.token && !heard) {
      if (work.held) claim(false, null);
      else if (!asking) find();
      return;
    }
    if (work.token !== data.token) {
      sent = 0;
      anew = heard && !copied;
    }
    work.hold(data.token);
    live.use(data.token);
    if (work.drawing?.seq > Math.max(data.number, sent)) claim(false, work.drawing);
    work.know(data.number);
  }
  const stops = [
    live.on("state", show),
    live.on("unheard", () => { if (work.held) claim(false, null); }),
    live.on("taken over", () => {
      copying = true;
      claim(true, work.drawing);
    }),
  ];
  return {
    update(newer, setStateValue) {
      [data, tell] = [newer, setStateValue];
      settle();
      show();
    },
    stop() { for (const stop of stops) stop(); },
  };
}
