"""Reports: books and a period to frozen values; nothing here draws, prints or reads files."""
