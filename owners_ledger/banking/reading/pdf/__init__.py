"""Statements on PDF pages: words with places → rows and columns → proved by the balance."""
