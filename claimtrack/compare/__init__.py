"""Figures across sources over time: pure functions over rows, no database and no printing."""
