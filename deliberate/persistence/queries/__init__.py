"""The read side: what a page needs, in a constant number of queries, for one viewer."""
