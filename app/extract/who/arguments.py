"""What hangs on a verb or a noun of one clause, and which actors a phrase stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.extract.records import ActorMention, Token
from app.extract.tree import Tree
from app.extract.who.cast import Cast
from app.extract.who.word_sets import word_set

_OWNERS = ("poss", "nmod", "compound", "amod")
_CLOSERS = frozenset({"”", '"', "''", ",", "’", "»"})
_WHO = frozenset({"who", "which", "that", "whom"})


# What follows these is the listener: "its director, Tigere Chagutah, told reporters"
ADDRESSING = frozenset({"tell", "inform", "remind", "assure"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of the cast, asked about the phrases of its tree."""

    tree: Tree
    cast: Cast

    def mention(self, token: Token) -> ActorMention | None:
        return self.cast.at(self.tree.sentence.index, token.index)

    def actors(self, token: Token, depth: int = 3) -> Iterator[ActorMention]:
        """The actors that the phrase under ``token`` stands for, with those coordinated to it."""
        mention = self.mention(token)
        measured = (
            list(self._of(token, depth))
            if token.lemma in word_set("measures") or token.pos in {"NUM", "DET"}
            else []
        )
        members = self.cast.members.get((self.tree.sentence.index, token.index), ())
        if members and mention is not None:
            for entity in members:
                yield replace(mention, entity=entity, kind=self.cast.entities[entity].kind)
        elif measured and (mention is None or mention.form == "nominal"):
            yield from measured
        elif mention is not None and mention.form != "modifier":
            yield mention
        yield from self._including(token)
        for other in self.tree.below(token, "conj"):
            if depth and other.pos not in {"VERB", "AUX"}:
                yield from self.actors(other, depth - 1)

    def _including(self, token: Token) -> Iterator[ActorMention]:
        """ "several leaders, including X"."""
        for prep in self.tree.below(token, "prep"):
            if prep.text.lower() == "including":
                for thing in self.tree.below(prep, "pobj"):
                    yield from self.actors(thing, 2)

    def _of(self, token: Token, depth: int) -> Iterator[ActorMention]:
        for prep in self.tree.below(token, "prep"):
            if prep.lemma in {"of", "from", "among"} and depth:
                for thing in self.tree.below(prep, "pobj"):
                    yield from self.actors(thing, depth - 1)

    def owners(self, token: Token, depth: int = 2) -> Iterator[ActorMention]:
        """Who a thing belongs to or comes from: "Israel's decision", "Russian jets", "the attack by rebels"."""
        for child in self.tree.below(token, *_OWNERS):
            yield from self._modifier(child)
        for prep in self.tree.below(token, "prep", "agent"):
            if prep.lemma in {"by", "of", "from"} and depth:
                for thing in self.tree.below(prep, "pobj"):
                    found = list(self.actors(thing))
                    yield from found or self.owners(thing, depth - 1)

        for verb in self.tree.below(token, "acl"):  # "sanctions imposed by X"
            if verb.tag == "VBN":
                for thing in self.preposition(verb, frozenset({"by"})):
                    yield from self.actors(thing)

    def modifiers(self, token: Token) -> Iterator[ActorMention]:
        """States and bodies that stand before a noun: "Israeli airstrikes", "US-China talks"."""
        for child in self.tree.below(token, "amod", "compound", "nmod", "npadvmod"):
            if child.index < token.index:
                yield from self._modifier(child)

    def _modifier(self, child: Token) -> Iterator[ActorMention]:
        for node in self.tree.subtree(child):
            mention = self.mention(node)
            if mention is not None and (mention.token == node.index or mention.kind == "person"):
                yield mention

    def preposition(self, token: Token, allowed: frozenset[str]) -> Iterator[Token]:
        """The objects of the prepositions of ``token`` that ``allowed`` names, also of "in talks with"."""
        for prep in self.tree.below(token, "prep", "dative", "agent"):
            if prep.lemma in allowed or prep.text.lower() in allowed:
                yield from self.tree.below(prep, "pobj", "pcomp")
                for deeper in self.tree.below(prep, "prep"):
                    if deeper.lemma in allowed:
                        yield from self.tree.below(deeper, "pobj")

    def relative(self, verb: Token) -> Token | None:
        """What a relative clause or a participle belongs to: "troops who fired", "a deal signed by"."""
        return self.tree.head(verb) if verb.dep in {"relcl", "acl"} else None

    def passive(self, verb: Token) -> bool:
        if self.tree.first(verb, "nsubjpass", "auxpass") is not None:
            return True
        if verb.tag != "VBN" or self.tree.first(verb, "aux", "nsubj") is not None:
            return False
        head = self.tree.head(verb)
        if verb.dep == "acl":
            return True
        return verb.dep == "conj" and head is not None and head.pos == "VERB" and self.passive(head)

    def subject(self, verb: Token) -> Token | None:
        """The doer or, of a passive, the undergoer: its own, a shared one, or that of the clause that governs it."""
        for _ in range(5):
            own = self.tree.first(verb, "nsubj", "nsubjpass", "csubj") or self._misread(verb)
            if own is not None:
                return self._antecedent(own, verb)
            if verb.dep in {"relcl", "acl"}:
                return self.tree.head(verb)
            head = self.tree.head(verb)
            if head is None or verb.dep not in {"conj", "xcomp", "advcl", "pcomp", "ccomp", "prep", "dep"}:
                return None
            if verb.dep == "xcomp":
                controlled = self.tree.first(head, "dobj")
                if controlled is not None and self.mention(controlled) is not None:
                    return controlled
            if verb.dep == "ccomp" and self.tree.first(verb, "mark") is not None:
                return None
            verb = head
        return None

    def _misread(self, verb: Token) -> Token | None:
        """The name that stands between a quote and a verb of speech, on either side, when the parser lost it."""
        if verb.lemma not in word_set("speech_verbs") or verb.tag not in {"VBD", "VBZ"}:
            return None
        tokens = self.tree.tokens
        before = self.mention(tokens[verb.index - 1]) if verb.index else None
        if before is not None and before.form in ("name", "nominal", "pronoun"):
            first = next(t.index for t in tokens if t.end > before.start)
            if not first or tokens[first - 1].text in _CLOSERS:
                return tokens[verb.index - 1]
        if verb.lemma in ADDRESSING or not verb.index or tokens[verb.index - 1].text not in _CLOSERS:
            return None
        after = next((m for t in tokens[verb.index + 1 : verb.index + 4] if (m := self.mention(t))), None)
        return tokens[after.token] if after is not None and after.form != "modifier" else None

    def _antecedent(self, subject: Token, verb: Token) -> Token:
        if subject.text.lower() in _WHO and verb.dep == "relcl":
            return self.tree.head(verb) or subject
        return subject

    def objects(self, verb: Token) -> Iterator[Token]:
        own = list(self.tree.below(verb, "dobj", "dative", "oprd"))
        yield from own
        if not own and verb.pos == "VERB" and not self.passive(verb):  # "detained and harassed journalists"
            for other in self.tree.below(verb, "conj"):
                if other.tag == verb.tag and self.tree.first(other, "nsubj", "nsubjpass", "auxpass") is None:
                    yield from self.tree.below(other, "dobj")
        for inner in self.tree.below(verb, "advcl", "xcomp", "ccomp"):
            if inner.lemma == "visit" and inner.tag == "VBG" and inner.index == verb.index + 1:
                yield from self.tree.below(inner, "dobj")  # "met visiting President X"
        if verb.dep == "ROOT" and verb.pos == "NOUN":
            yield from self.tree.below(verb, "appos")
        head = self.tree.head(verb)
        wanted = self.tree.first(verb, "dobj")
        if verb.dep == "relcl" and head is not None:
            subject = self.tree.first(verb, "nsubj")
            if (wanted is not None and wanted.text.lower() in _WHO) or (
                wanted is None and subject is not None and subject.text.lower() not in _WHO
            ):
                yield head
