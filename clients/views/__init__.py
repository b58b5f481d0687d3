"""The screens of desk, people and intake, by noun."""
