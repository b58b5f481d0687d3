"""The door for the systems of partners: version 1, by the NL API Design Rules 2.1 (ADR 22)."""
