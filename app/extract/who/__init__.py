"""Who: the actors of an article, their part in each act, and who said what was quoted."""

from __future__ import annotations

from app.extract.records import Document
from app.extract.who.cast import Cast, trees_of
from app.extract.who.entities import assemble
from app.extract.who.knowledge import Knowledge, KnowledgeError, load
from app.extract.who.quotes import find_quotes
from app.extract.who.read import read_document
from app.extract.who.roles import Part, roles

__all__ = ["Cast", "Knowledge", "KnowledgeError", "Part", "find_actors", "find_quotes", "load", "roles"]


def find_actors(doc: Document, knowledge: Knowledge) -> Cast:
    trees = trees_of(doc)
    return assemble(doc, read_document(doc, trees, knowledge), trees, knowledge)
