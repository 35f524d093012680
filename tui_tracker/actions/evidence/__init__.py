"""What shows that work was done: notes, sign-offs, samples, checks."""
