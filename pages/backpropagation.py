"""Which part of me caused it? How should it change? Backpropagation."""

from ui import controls, lesson, networks, visitor

lesson.opening(
    "Whose fault is it?",
    lesson.with_questions("Which weights caused the mistake, and how should they change?", 1, 2),
)
visitor.studio().network = networks.trained()
subject = controls.subject_to_look()
