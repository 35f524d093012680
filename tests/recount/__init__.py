"""A recount of every figure, from the raw rows, by a script that imports nothing of the program."""
