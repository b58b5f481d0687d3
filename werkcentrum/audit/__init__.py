"""What was done, and who looked at whom."""
