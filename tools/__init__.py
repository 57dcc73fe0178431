"""Makes what stands in assets/ again."""
