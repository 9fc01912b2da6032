"""What is owed: tariffs, charges, the allocation of payments, statements of account."""
