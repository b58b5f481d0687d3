"""The screens of the menukaart, by noun."""
