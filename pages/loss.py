"""How was I wrong? The loss, position by position."""

from ui import controls, lesson, networks, visitor

lesson.opening("How was I wrong?", "What does one number say about ten answers?")
visitor.studio().network = networks.trained()
lesson.three_questions(0)
subject = controls.subject_to_look()
