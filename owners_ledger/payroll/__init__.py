"""From the staff register to what everybody is paid and what is withheld."""
