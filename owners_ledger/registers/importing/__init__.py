"""A committee's own spreadsheet into a register: from plain rows to a proposed file, no guessing.

``sheet`` finds the table among titles, notes and totals; ``rooms`` and ``values`` read cells;
``rows`` makes register rows of them or says why not; ``compare`` sets them against the present
register; ``writing`` makes the new file's text. Nothing here reads or writes files but ``words``.
"""
