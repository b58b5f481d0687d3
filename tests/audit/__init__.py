"""The log: complete, by month, and sealed."""
