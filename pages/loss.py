"""How was I wrong? The loss, position by position."""

from ui import controls, lesson, networks, visitor

lesson.opening(
    "How was I wrong?",
    lesson.with_questions("What does one number say about ten answers?", 0),
)
visitor.studio().network = networks.trained()
subject = controls.subject_to_look()
