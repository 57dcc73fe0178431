"""Which part of me caused it? How should it change? Backpropagation."""

from ui import controls, lesson, networks, visitor

lesson.opening(
    "Whose fault is it?", "Which part of the network caused the mistake, and how should it change?"
)
visitor.studio().network = networks.trained()
lesson.three_questions(1, 2)
subject = controls.subject_to_look()
