"""The writers of everything about people: verb functions, keyword-only, with `by`."""
