"""Which way is down? The loss along one weight."""

from ui import controls, lesson, networks, visitor

lesson.opening("Which way is down?", "If you change one weight, where does the loss go?")
visitor.studio().network = networks.trained()
lesson.three_questions(2)
subject = controls.subject_to_look()
