"""The forms of the menukaart, by noun."""
