"""Changes in place (`x.add_(y)`, `x[0] = 1`, `x.data = y`), and the views that see them."""
