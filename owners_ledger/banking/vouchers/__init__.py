"""Vouchers of payments: fully digital invoices and bank receipts, tied to their bank lines."""
