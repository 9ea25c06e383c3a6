"""Job Finder: finds the few job postings worth a person's time, and loses none."""

__version__ = "0.1.0"
