"""Dateline: from articles to dated events to timelines."""

__version__ = "0.1.0"
