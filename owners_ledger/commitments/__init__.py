"""What is promised before it is paid: resolutions, contracts, ceilings, budgets, projects.

``load.load_commitments`` reads the files of a book; everything else works on the value.
"""
