"""Laying out figures that were computed before: PDF, web page, spreadsheet, JSON.

Templates are looked up in the committee's ``reports/`` first and can only lay out; nothing is
fetched while a page is set, and what leaves this room has been searched for personal data.
"""
