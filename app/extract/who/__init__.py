"""Who: the actors of an article, their part in each act, and who said what was quoted."""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.records import Document, Place, Quote
from app.extract.who.cast import Cast, trees_of
from app.extract.who.entities import assemble
from app.extract.who.facts import KnowledgeError
from app.extract.who.knowledge import Knowledge, load
from app.extract.who.pairs import with_pairs
from app.extract.who.read import read_document
from app.extract.who.reader import Part
from app.extract.who.roles import roles
from app.extract.who.speakers import hear

__all__ = ["Cast", "Knowledge", "KnowledgeError", "Part", "find_actors", "find_quotes", "load", "roles"]


def find_actors(doc: Document, knowledge: Knowledge, places: Sequence[Place] = ()) -> Cast:
    """The mentions and actors of one parsed article, with its direct quotes. ``places`` are those that it names: they
    help to tell which state it is about."""
    trees = trees_of(doc)
    raws = read_document(doc, trees, knowledge)
    return with_pairs(hear(doc, assemble(doc, raws, trees, knowledge, places), raws))


def find_quotes(doc: Document, cast: Cast) -> tuple[Quote, ...]:
    """The direct quotes of the article that ``cast`` was found in, in the order of the text."""
    return cast.quotes
