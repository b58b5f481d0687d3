"""Signals before it happens: what is coming for somebody, why, and what one can do now."""
