"""Sample boards: invented employers and postings, served on loopback in each vendor's real wire format."""
