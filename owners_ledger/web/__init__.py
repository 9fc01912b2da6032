"""The treasurer's own view: Fava on the book, with a guard in front and the notice inside."""
