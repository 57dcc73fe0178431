"""What one visitor has made, and what may be said about it."""
