"""What is measured against what: each module has a `run()` that returns figures; `make bench` runs them all."""
