"""The menukaart: what every partner in a region offers, to whom, and on what ground."""
