"""The checkers of each lesson's exercises, one module per lesson, loaded when first asked for."""
