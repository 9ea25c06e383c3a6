"""What the product knows of its trade: pure values and rules, with no I/O, no clock and no randomness."""
