"""The scene of an article, sentence by sentence: what each place does there and which country it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from app.extract.records import Document, Place
from app.extract.tree import Tree
from app.extract.where.context import demonyms
from app.extract.where.links import Link, links

_LEAD = 3  # sentences that tell what the article is about


class Setting:
    """An article and its places, with the trees and links of its sentences worked out when asked for."""

    def __init__(self, doc: Document, places: Sequence[Place]) -> None:
        self.doc = doc
        self.places = tuple(places)
        self._trees: dict[int, Tree] = {}
        self._links: dict[int, list[Link]] = {}

    def tree(self, sentence: int) -> Tree:
        if sentence not in self._trees:
            self._trees[sentence] = Tree.of(self.doc.sentences[sentence])
        return self._trees[sentence]

    def links(self, sentence: int) -> list[Link]:
        if sentence not in self._links:
            here = tuple(place for place in self.places if place.sentence == sentence)
            self._links[sentence] = links(self.tree(sentence), here)
        return self._links[sentence]

    @cached_property
    def demonyms(self) -> dict[tuple[int, int], str]:
        return demonyms(self.doc)

    @cached_property
    def country(self) -> str | None:
        """The country that the article is about: named most, in its lead above all; None if several compete."""
        counts: Counter[str] = Counter()
        for place in self.places:
            if place.country:
                counts[place.country] += self._weight(place.sentence)
        for (sentence, _), country in self.demonyms.items():
            counts[country] += 0.7 * self._weight(sentence)
        ranked = counts.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.3 * ranked[1][1]):
            return None
        return ranked[0][0]

    @cached_property
    def opening(self) -> Place | None:
        """Where the lead says that its news took place."""
        for sentence in range(min(_LEAD, len(self.doc.sentences))):
            if found := self.scene(sentence):
                return found
        return None

    @cached_property
    def town(self) -> Place | None:
        """The town named most in the article's country, which "here" means where the dateline is lost."""
        counts: Counter[str] = Counter()
        first: dict[str, Place] = {}
        for place in self.places:
            if place.precision == "city" and place.country == self.country:
                counts[place.name.casefold()] += 1
                first.setdefault(place.name.casefold(), place)
        return first[counts.most_common(1)[0][0]] if counts else None

    def scene(self, sentence: int) -> Place | None:
        """The place where the sentence says that something is, leftmost first."""
        return next((link.place for link in self.links(sentence) if link.role == "in"), None)

    def before(self, sentence: int) -> Place | None:
        """The scene of the two sentences before, the nearer one first."""
        for index in range(sentence - 1, max(-1, sentence - 3), -1):
            if found := self.scene(index):
                return found
        return None

    @staticmethod
    def _weight(sentence: int) -> float:
        return 3.0 if sentence < _LEAD else 1.0
