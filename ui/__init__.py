"""What draws: the frame of a lesson, its controls and its components."""
