"""From a file of a bank or wallet to proved statements."""
