"""The classes of a field; imports nothing."""

PUBLIC, INTERNAL, PERSONAL, SPECIAL, SECRET = "public", "internal", "personal", "special", "secret"
"""personal: AVG 4.1; special: AVG 9 or easily derived from it; secret: keys, passwords, the BSN and its index."""
