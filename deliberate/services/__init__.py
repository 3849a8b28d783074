"""Use cases: one verb, one transaction. They authorise, apply the rule, write and record."""
