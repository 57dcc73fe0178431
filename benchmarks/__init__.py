"""Speed, measured: each file prints a table."""
