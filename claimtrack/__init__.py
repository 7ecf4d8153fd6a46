"""News articles to attributed claims with casualty figures, compared across sources over time."""

__version__ = "0.1.0"
