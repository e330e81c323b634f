"""What hipbreak costs and how fast it answers, beside the budgets. Never part of the tests.

`python -m tests.bench [SECONDS]` measures each way of being at the desk for that long (60).
"""
