"""People and dossiers for tests, made through the product's own doors."""
