"""Which way is down? The loss along one weight."""

from ui import controls, lesson, networks, visitor

lesson.opening(
    "Which way is down?",
    lesson.with_questions("If one weight changes a little, where does the loss go?", 2),
)
visitor.studio().network = networks.trained()
subject = controls.subject_to_look()
