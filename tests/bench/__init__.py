"""What hipbreak costs and how fast it answers, beside the budgets. Never part of the tests.

`python -m tests.bench [SECONDS [ROUNDS]]` measures each way of being at the desk for that long
(60), and what stays after so many breaks, held offers and rounds of a day (10).
"""
