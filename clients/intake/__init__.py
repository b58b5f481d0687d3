"""The one intake: its fields, its draft, its answers."""
