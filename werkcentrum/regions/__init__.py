"""The map of the country: regions, municipalities, desks and partners."""
