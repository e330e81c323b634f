"""A compressed hour at a desk, with nothing pretended but the length of the hour.

`python -m tests.rehearsal` starts a private desktop and the real hipbreak on it, works at it with
real keys and clicks until a break is offered, takes the break, and looks at what was written.
"""
