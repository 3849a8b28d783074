"""The sample that a newcomer meets: a framework in our own words, and people in every role."""
