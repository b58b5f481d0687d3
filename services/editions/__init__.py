"""A dated menukaart of a region: frozen, open to everybody, as page, paper and data."""
