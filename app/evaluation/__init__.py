"""Scoring of extracted reports against annotated articles: how much of what happened was found, and how right it is."""
