"""The persistent plan: goals, steps, agreements, the offers it uses, and how it carries over when income changes."""
