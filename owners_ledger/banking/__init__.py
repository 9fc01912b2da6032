"""Bank statements: file → reader → grid → profile → verified ``Statement`` → matched entries."""
