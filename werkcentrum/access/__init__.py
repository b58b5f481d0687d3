"""Who works where, in which role, and who may open which dossier."""
