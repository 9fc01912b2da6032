"""Household codes: printed on paper, stored only as what cannot be turned back into them."""
