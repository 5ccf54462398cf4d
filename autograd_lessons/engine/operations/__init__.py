"""The operations: each with its derivatives, in modules by kind."""
