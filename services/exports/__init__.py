"""Offers that leave the product: as a list that can come back, and as open data."""
