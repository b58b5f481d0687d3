"""Preparing, approving and carrying out what is erased; keeping a dossier although its term is over."""
