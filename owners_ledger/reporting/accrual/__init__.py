"""The accrual view of the same books: the three statements of a non-profit organisation."""
