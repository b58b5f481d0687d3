"""Checking who opened what and why: tasks with a deadline, a decision by somebody else, and what follows from it."""
