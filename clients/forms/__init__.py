"""The forms of desk, people and intake, by noun."""
