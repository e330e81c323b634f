"""Calls and films: whether a break should wait, or a quiet person is there. One thing a file."""
