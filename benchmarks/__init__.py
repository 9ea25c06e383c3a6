"""What is measured against what: every module here has a `run()` that returns figures, and `make bench` runs them all."""
