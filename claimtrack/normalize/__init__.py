"""A phrase to a value: numbers, dates, places."""
