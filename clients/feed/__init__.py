"""A monthly file of income situations from UWV or a municipality: read, understood, and compared with what is known."""
