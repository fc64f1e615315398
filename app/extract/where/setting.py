"""The scene of an article, sentence by sentence: what each place does there and which country it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any

from app.extract.records import Document, Place, Token
from app.extract.tree import Tree
from app.extract.where import words
from app.extract.where.context import country_words, demonyms
from app.extract.where.links import Link, links
from app.extract.where.tables import countries

_LEAD = 3  # sentences that tell what the article is about
_NEAR = 5  # sentences
_ASIDE = 0.5  # a country that something is done to, against the one where it is done
_CLEAR = 1.3  # how much more than the next one the article's country is named
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]+)?(?: \([A-Za-z /]+\))?\s?(?::|--?|–|—|/)\s")


class Setting:
    """An article and its places, with the trees and links of its sentences worked out when asked for."""

    def __init__(self, doc: Document, places: Sequence[Place], trees: Sequence[Tree] = ()) -> None:
        """``trees`` are those of the sentences in order, where they are worked out already."""
        self.doc = doc
        self.places = tuple(places)
        self.located: dict[tuple[int, int, str, str], Any] = {}  # a trigger is asked about more than once
        self.speakers: dict[str, Place] | None = None  # where each speaker spoke, once somebody asked
        self._trees = dict(enumerate(trees))
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
        """Countries named as adjectives, or as part of a body's name: "Iraqi", "U.S. Senate"."""
        found = {**country_words(self.doc), **demonyms(self.doc)}
        taken = [(place.sentence, place.start, place.end) for place in self.places]
        return {
            (sentence, i): country
            for (sentence, i), country in found.items()
            if not any(s == sentence and a <= self._start(sentence, i) < b for s, a, b in taken)
        }

    def _start(self, sentence: int, token: int) -> int:
        return self.doc.sentences[sentence].tokens[token].start

    @cached_property
    def countries(self) -> tuple[tuple[str, float], ...]:
        """The countries that the article names, most first; those of its lead weigh more."""
        counts: dict[str, float] = defaultdict(float)
        for sentence in range(len(self.doc.sentences)):
            for link in self.links(sentence):
                if link.place.country:
                    aside = _ASIDE if link.role in ("to", "for", "with", "against", "object", "from") else 1.0
                    counts[link.place.country] += aside * _weight(sentence)
        for (sentence, _), country in self.demonyms.items():
            counts[country] += _weight(sentence)
        return tuple(sorted(counts.items(), key=lambda item: -item[1]))

    @cached_property
    def country(self) -> str | None:
        """The country that the article is about; None if several compete."""
        ranked = self.countries[:2]
        if not ranked or (len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]):
            return None
        return ranked[0][0]

    @cached_property
    def town(self) -> Place | None:
        """The town named most in the article's country, which "here" means where the dateline is lost."""
        counts: dict[str, float] = defaultdict(float)
        first: dict[str, Place] = {}
        for place in self.places:
            if place.precision == "city" and self.country in (None, place.country):
                counts[place.name.casefold()] += _weight(place.sentence)
                first.setdefault(place.name.casefold(), place)
        return first[max(counts, key=lambda name: counts[name])] if counts else None

    @cached_property
    def stage(self) -> Place | None:
        """The town that the whole article plays in: named three times and more than all others together."""
        towns = [place for place in self.places if place.precision == "city" and place.country]
        names = [place.name.casefold() for place in towns]
        count, first = max(((names.count(name), -names.index(name)) for name in set(names)), default=(0, 0))
        return towns[-first] if count >= 3 and 2 * count > len(names) else None

    def last_town(self, sentence: int) -> Place | None:
        """The town named last before ``sentence`` ends, in the country that the article is about if one is there: "the
        city" is not the one abroad that the wounded were flown to."""
        towns = [place for place in self.places if place.precision == "city" and place.sentence <= sentence]
        own = [place for place in towns if self.country is not None and place.country == self.country]
        return (own or towns)[-1] if towns else None

    def capital(self, sentence: int) -> Place | None:
        """The capital named nearest to ``sentence``, that of the article's country first."""
        named = [place for place in self.places if place.canonical_name in capitals()]
        own = [place for place in named if place.country == self.country]
        return min(own or named, key=lambda place: abs(place.sentence - sentence), default=None)

    def dateline(self, sentence: int) -> Place | None:
        """The place that the sentence opens with as its dateline: "BEIRUT: ..."."""
        here = self.links(sentence)
        if here and here[0].place.start == self.doc.sentences[sentence].start and self._is_dateline(here[0]):
            return here[0].place
        return None

    def scene(self, sentence: int) -> Place | None:
        """Where the sentence says that it is: its dateline, else the first place it is in."""
        inside = (link for link in self.links(sentence) if link.role == "in" and link.place.country)
        found = next((link.place for link in inside if self._is_scene(sentence, link)), None)
        return self.dateline(sentence) or found

    def _is_scene(self, sentence: int, link: Link) -> bool:
        """Not where it was told, and not what an aside says of somebody: "a group based in Oslo", "who lives in"."""
        if link.governor.lemma in words.SAYING or link.governor.lemma in words.ENVOYS:
            return False
        tree = self.tree(sentence)
        above = (link.governor, *tree.ancestors(link.governor))
        return not any(
            node.dep in ("relcl", "acl") and tree.tokens[node.head].dep in ("nsubj", "nsubjpass", "appos")
            for node in above
        )

    def before(self, sentence: int) -> Place | None:
        """The scene of the two sentences before, the nearer one first."""
        for index in range(sentence - 1, max(-1, sentence - 3), -1):
            if found := self.scene(index):
                return found
        return None

    @cached_property
    def venues(self) -> tuple[Link, ...]:
        """Where the article says that people met, travelled or signed."""
        sentences = range(len(self.doc.sentences))
        return tuple(
            link
            for sentence in sentences
            for link in self.links(sentence)
            if link.role in ("in", "to", "object", "modifier") and link.place.country
            if self._is_diplomacy(sentence, link.governor)
        )

    def _is_diplomacy(self, sentence: int, token: Token) -> bool:
        """ "met in", "talks in", "held a meeting in"."""
        tree = self.tree(sentence)
        if token.pos == "PROPN":  # "met Shukri Ghanem in Zagreb": the parser hangs the town from the guest
            token = next((node for node in tree.ancestors(token) if node.pos == "VERB"), token)
        if token.lemma in words.DIPLOMACY:
            return True
        done = tree.first(token, "dobj")
        return done is not None and done.lemma in words.DIPLOMACY

    def venue(self, sentence: int) -> Place | None:
        """The venue named nearest to ``sentence``, before it rather than after it."""
        places = [link.place for link in self.venues if not self.is_dated_back(link.place.sentence)]
        places = [place for place in places if _apart(sentence, place.sentence) <= _NEAR]
        return min(places, key=lambda place: _apart(sentence, place.sentence), default=None)

    def is_dated_back(self, sentence: int) -> bool:
        """Whether a sentence recalls another year or "last month": its scene is not that of the news."""
        return any(_is_old(token, self.doc.published.year) for token in self.tree(sentence).tokens)

    def _is_dateline(self, link: Link) -> bool:
        after = self.doc.text[link.place.end : link.place.end + 30]
        return _DATELINE.match(after) is not None


@cache
def capitals() -> frozenset[str]:
    """The names of all capitals."""
    return frozenset(country.capital for country in countries() if country.capital)


def _weight(sentence: int) -> float:
    """What the article is about stands in its lead: its first sentence weighs four times a later one."""
    return float(max(1, 4 - sentence))


def _apart(sentence: int, other: int) -> float:
    """How far a sentence is from another; what comes later counts double."""
    return sentence - other if other <= sentence else 2.0 * (other - sentence)


def _is_old(token: Token, year: int) -> bool:
    if token.text.isdigit() and len(token.text) == 4:
        return int(token.text) != year
    return token.entity == "DATE" and token.lemma in ("last", "year", "month", "ago", "previous", "earlier")
