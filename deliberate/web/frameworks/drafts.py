"""Mending the pairing of an imported text, and publishing it."""
