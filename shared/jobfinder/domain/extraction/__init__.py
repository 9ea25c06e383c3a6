"""What a language model reads from a posting, and how little of it is believed: quotes are held against the text."""
