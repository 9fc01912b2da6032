"""What arises over time: spreads, payables, deposits, fixed assets, taxes on income."""
