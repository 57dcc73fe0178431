"""Lines, curves, and too many neurons: a network divides a plane."""

import streamlit as st

from ui import lesson, planed, visitor
from ui.components.boundary_view import boundary_view
from ui.components.points import other_points
from ui.components.question import Choice, question
from ui.opened import Opened
from ui.part import Part

place = lesson.opening(
    "Lines, curves, and too many neurons",
    "How does a network draw a **border** between two kinds of points?",
)
with place:
    lesson.link("two_classes", "← Cat or dog?")


NUMBER = Opened[str]("boundary")
PLANE = Part(NUMBER, "plane")
MOMENT = "boundary-moment"  # that of the number which is open
if "plane" not in st.session_state:  # the page opens
    NUMBER.open(st.query_params.get("open"))
    st.session_state.pop(MOMENT, None)


@st.fragment
def plane() -> None:
    """Show the plane and its network. Only this part runs again when something is asked of it."""

    def open_number(code: str | None, now: planed.Moment) -> None:
        st.session_state[MOMENT] = now
        PLANE.open(code)

    code = PLANE.code
    state = boundary_view(visitor.studio(), key="plane", opened=NUMBER.code, on_open=open_number)
    now = st.session_state.setdefault(MOMENT, planed.Moment.of(state))
    shown = planed.number(now, code) if code else None
    if shown:
        st.markdown(now.says)
    PLANE.panel(shown)


plane()

guess, story = st.columns(2, gap="large")
with guess:
    question(
        "Forty points to learn from, and the two kinds overlap. One network has 3 hidden neurons, "
        "another has 50. Both train for long. Which will be less wrong about forty other points, "
        "which it has never seen?",
        [
            Choice(
                "The one with 50: it can draw any border",
                "It can, and that is the trouble. It bends its border around every single point, "
                "also around those that lie where they do for no reason. New points do not lie "
                "there. Press “too many neurons” and run it: its solid line falls below that of "
                "the 3, its dashed line rises far above.",
            ),
            Choice(
                "The one with 3: it can only draw a simple border",
                "Yes. It can't bend around single points, so it has to find what most of them "
                "share. That is what new points share too. Press “too many neurons” and run it: "
                "the 50 win on the points they learn from, and lose on the others.",
            ),
            Choice(
                "Both alike: they learn from the same points",
                "The points are the same, but not what is learnt of them. With 50 neurons there "
                "is room to learn every point by heart. Press “too many neurons”, run it, and "
                "compare the two dashed lines: they part.",
            ),
        ],
        key="boundary-question",
        on_answer=lambda: None,
    )
with story:
    st.subheader("From a line to a curve", anchor=False)
    st.markdown(
        """
1. **A point is two numbers**, $x_0$ and $x_1$. The network says for each place how sure it is of
   either kind. The colour is that confidence, the line is where it can't decide.
2. **Without a hidden column the border is straight.** It lies where both outputs get the same sum,
   and that is the equation of a line. This is called **logistic regression**.
3. **Each neuron of the first hidden column divides the plane once**, along a line of its own,
   softly. Look at the small pictures: each is what one neuron makes of the plane.
4. **The output adds them up**, each times a weight. Three half planes make a bump, many make any
   shape at all.
5. **Training points and unseen points.** It learns from the round ones. The square ones only
   examine it. When the dashed line turns upwards while the solid one falls, the network has begun
   to learn its points by heart: it **overfits**.
"""
    )


@st.fragment
def points() -> None:
    """Show where the points come from: patterns, a file, the reader's own."""
    st.subheader("Other points", anchor=False)
    other_points(visitor.studio(), key="points")


points()

st.subheader("What helps against learning by heart?", anchor=False)
st.markdown(
    """
- **Fewer neurons.** What can't bend can't follow noise. It costs less as well: compare the count of
  numbers and the milliseconds a batch.
- **More points.** Make it 500 of the same pattern: there is no border around each of them.
- **Stop in time.** Where the unseen loss was lowest, the curve has a mark. Go back there.
- **L2.** Each step also pulls every weight a little towards 0, so the border stays smooth. Set it
  to 0.01 in the set-up, and start again.

A training loss near zero does not make a good network. Only points that it has not seen can tell.
"""
)
lesson.link("draw", "Back to your own ink →")
