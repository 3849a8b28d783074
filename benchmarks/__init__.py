"""Measures the shipped server beside a floor; see README.md."""
