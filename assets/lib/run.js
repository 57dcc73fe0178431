// What goes on for this page, for the components beside the one that shows its curves: what they ask
// goes through that one's lane, and what it paints they hear of.
function shared() {
  const frames = new Set(), answers = new Set();
  let lane = null, wanted = null, frame = null;
  const early = []; // what was asked before there was a lane
  return {
    get frame() { return frame; }, // the one that was painted last
    on: (hear) => joined(frames, hear), // hear(frame) at each frame that is painted
    onLook: (hear) => joined(answers, hear), // hear(answer) to what look() asked for
    ask(...commands) {
      if (lane) lane.ask(...commands);
      else early.push(...commands);
    },
    // A view of it, by its name on the server, from its first thing on; null for none.
    look(view, first = 0) {
      wanted = view && { view, first };
      lane?.look(wanted);
    },
    // For the component with the lane.
    by(newer) {
      lane = newer;
      if (wanted) lane?.look(wanted);
      if (lane && early.length) lane.ask(...early.splice(0));
    },
    painted(newer) {
      frame = newer;
      for (const hear of frames) hear(frame);
    },
    answered(answer) { for (const hear of answers) hear(answer); },
  };
}

function joined(hearers, hear) {
  hearers.add(hear);
  return () => hearers.delete(hear);
}

export const run = shared(); // the training
export const race = shared();
export const plane = shared();
