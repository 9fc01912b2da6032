"""The owners' view: a published edition and Fava on its ledger, by a process that cannot write."""
