"""From proved statements to entries in the books: every line exactly once."""
