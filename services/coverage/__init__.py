"""The covering package (dekkend pakket): for whom, in which phase, of what age and where the menu has something."""
