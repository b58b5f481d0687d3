"""What people looked for and did not get: counted per month, never who (issue 5, signals to policy)."""
