"""Many estates side by side: what their public editions say, each edition verified first."""
