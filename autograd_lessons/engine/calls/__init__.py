"""Calls from a program: their arguments are checked against PyTorch's signatures, and what is wrong
with them is said in PyTorch's words, at the program's own line."""
