"""Extraction: an article's text and publication date in, reports of events out.

A pure library: no web, no database, no network, no environment, no clock. ``python -m app.extract FILE``
works alone.
"""
