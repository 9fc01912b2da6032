"""What is not yet certain in the books, and how the treasurer's word makes it so."""
