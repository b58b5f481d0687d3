"""Everything that changes a plan: verb functions, each one transaction with its event and its line in the timeline."""
