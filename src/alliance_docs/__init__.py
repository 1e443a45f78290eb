"""Draft, check and keep up to date the founding and filing documents of Chinese industry alliances."""

__version__ = "0.1.0"
