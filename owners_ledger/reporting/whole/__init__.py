"""What a quarter's disclosure and the annual report tell beyond the cash view.

Each module makes one part: a pure function of books and registers to frozen values. A part that a
book has nothing for is empty, and nothing is printed of it.
"""
