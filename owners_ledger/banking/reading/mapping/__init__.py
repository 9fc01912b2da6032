"""A table nobody described: what its columns may be, proved, and kept as a profile."""
