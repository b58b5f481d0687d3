"""The unpartitioned budget of a region: who promised what, what it is kept for, and a ledger that balances."""
