"""Seals over the log: who changes, deletes or cuts off a row afterwards is found (ADR 11)."""
