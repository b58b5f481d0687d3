"""People and roles: who works where, what was proposed about it, and who decides."""
