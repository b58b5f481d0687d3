"""The demonstration: what is loaded, how it is shown and served. Fictitious people only."""
