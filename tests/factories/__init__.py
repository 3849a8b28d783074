"""People and texts for tests, made through the doors that everyone uses."""
