"""The public edition: what everybody may see of the books, and nothing else."""
