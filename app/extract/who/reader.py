"""One trigger's clause read with the frame of its type: whoever stands where source or target stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.extract.records import ActorMention, Role, Token
from app.extract.who.arguments import Clause
from app.extract.who.frames import Frame
from app.extract.who.word_sets import word_set

SPEECH = frozenset({"statement", "support", "pledge", "demand", "accusation", "rejection", "threat"})
_VIOLENT = frozenset({"strike", "attack", "clash"})
_FORCE = frozenset({"strike", "attack", "clash", "mobilization", "coercion", "protest", "withdrawal"})
_FROM = frozenset({"from", "by"})


_MEANWHILE = frozenset(
    {"while", "whereas", "as", "after", "before", "when", "although", "though", "since", "because"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One actor's part in the act that one trigger names."""

    role: Role
    mention: ActorMention
    entity: int


@dataclass(frozen=True, slots=True)
class Reader:
    clause: Clause
    frame: Frame

    def parts(self, token: Token) -> Iterator[Part]:
        head = self.clause.tree.head(token)
        if token.dep == "amod" and token.tag == "VBG" and head is not None:
            yield from self._fill(self.frame.role("subject", token.lemma), head)
        elif token.pos in {"VERB", "AUX"}:
            yield from self._verb(token)
        elif token.pos in {"NOUN", "PROPN"} or token.dep in {"nsubj", "dobj", "pobj", "attr"}:
            yield from self._noun(token)
        else:
            yield from self._other(token)

    def _other(self, token: Token) -> Iterator[Part]:
        head = self.clause.tree.head(token)
        if head is not None:
            yield from self._verb(head) if head.pos in {"VERB", "AUX"} else self._noun(head)

    def _verb(self, verb: Token) -> Iterator[Part]:
        clause, frame = self.clause, self.frame
        guest = self._guest(verb)
        if guest is not None:
            yield from self._fill("source", guest)
            return
        passive = clause.passive(verb)
        subject = clause.subject(verb)
        subject_role = frame.role("object" if passive else "subject", verb.lemma)
        if subject is not None:
            yield from self._fill(subject_role, subject)
        if not passive and frame.type in SPEECH:  # "criticised the decision by Poland", hung on the verb
            for doer in clause.preposition(verb, frozenset({"by"})):
                yield from self._fill(frame.target, doer)
        if passive:
            for doer in clause.preposition(verb, frozenset({"by"})):
                yield from self._fill(frame.role("subject", verb.lemma), doer)
        for thing in [*clause.objects(verb), *self._stray(verb)]:
            yield from self._fill(frame.role("object", verb.lemma), thing)
            for place in clause.preposition(thing, frame.noun):
                yield from self._fill(frame.target, place)
        for place in clause.preposition(verb, frame.verb):
            yield from self._fill(frame.target, place)
        yield from self._told(verb)
        if frame.type in _VIOLENT:
            yield from self._victims(verb)

    def _guest(self, verb: Token) -> Token | None:
        """The person in "met visiting President X", where the parser gives the participle an object."""
        if self.frame.type != "visit" or verb.tag != "VBG" or self.clause.tree.first(verb, "aux", "nsubj"):
            return None
        if verb.head != verb.index - 1 and verb.dep not in {"xcomp", "ccomp", "csubj"}:
            return None
        for thing in self.clause.tree.below(verb, "dobj"):
            mention = self.clause.mention(thing)
            if mention is not None and mention.kind == "person":
                return thing
        return None

    def _stray(self, verb: Token) -> Iterator[Token]:
        """A named object that the parser took for an adverbial or a verb: "visits Warsaw", "travels to Denmark"."""
        for child in self.clause.tree.below(verb, "npadvmod", "xcomp"):
            mention = self.clause.mention(child)
            if mention is not None and child.index > verb.index and mention.form in ("name", "capital"):
                yield child

    def deeper(self, token: Token) -> Iterator[Part]:
        """What the content of the act is about, where the act itself has no object: "voted to expel X"."""
        tree, clause = self.clause.tree, self.clause
        inner = [v for v in tree.below(token, "xcomp", "ccomp", "acl", "advcl") if v.tag in {"VB", "VBG"}]
        for thing in clause.objects(token):
            inner.extend(v for v in tree.below(thing, "acl", "relcl") if v.tag in {"VB", "VBG"})
        for verb in inner:
            for thing in clause.objects(verb):
                yield from self._fill("target", thing)
                for other in clause.preposition(thing, self.frame.noun):
                    yield from self._fill("target", other)
            for other in clause.preposition(verb, self.frame.verb):
                yield from self._fill("target", other)

    def _meanwhile(self, verb: Token) -> bool:
        """ "South Korea called for dialogue, while Russia ...": another act, not what is asked for."""
        return any(mark.lemma in _MEANWHILE for mark in self.clause.tree.below(verb, "mark", "advmod"))

    def _told(self, verb: Token) -> Iterator[Part]:
        """Whom the content of a demand, pledge or threat is about: "urged that X leave", "vowed to strike X"."""
        tree = self.clause.tree
        if self.frame.type == "statement" or self.frame.mutual:
            return
        for inner in tree.below(verb, "ccomp", "xcomp", "advcl"):
            if inner.dep == "advcl" and (self.frame.type != "demand" or self._meanwhile(inner)):
                continue
            subject = tree.first(inner, "nsubj", "nsubjpass")
            bare = tree.first(inner, "mark") is None and not tree.sentence.tokens[inner.index].tag.startswith(
                "VBD"
            )
            if subject is not None and (
                self.frame.type in {"demand", "accusation"} or self._small(inner, bare)
            ):
                yield from self._fill("target", subject)
            elif self.frame.type in {"pledge", "threat", "rejection", "support"}:
                for thing in self.clause.objects(inner):
                    yield from self._fill("target", thing)
                for thing in self.clause.preposition(inner, self.frame.verb):
                    yield from self._fill("target", thing)

    def _small(self, inner: Token, bare: bool) -> bool:
        """True for "orders X to stop", "appoints X to be": the parser gives the object to the verb below."""
        to = self.clause.tree.first(inner, "aux")
        return bare and self.frame.type not in SPEECH and to is not None and to.text.lower() == "to"

    def _noun(self, noun: Token) -> Iterator[Part]:
        clause, frame = self.clause, self.frame
        for child in clause.tree.below(noun, "poss"):
            yield from self._fill(frame.role("owner", noun.lemma), child)
        for mention in clause.modifiers(noun):
            yield from self._part(frame.role("modifier", noun.lemma), mention)
        for doer in clause.preposition(noun, frozenset({"by"})):
            yield from self._fill(frame.source, doer)
        for thing in clause.preposition(noun, frozenset({"of"})):
            yield from self._fill(self._of_role(noun, thing), thing)
            for whom in clause.preposition(thing, frame.noun - {"of", "by", "for", "in", "from"}):
                yield from self._fill(frame.target, whom)
        for thing in clause.preposition(noun, frame.noun - {"of", "by"}):
            yield from self._fill(frame.target, thing)
        for thing in clause.objects(noun):  # a verb in the present tense that the tagger took for a noun
            yield from self._fill(frame.role("object", noun.lemma), thing)
            for place in clause.preposition(thing, frame.noun):
                yield from self._fill(frame.target, place)
        for verb in clause.tree.below(noun, "acl", "relcl"):
            yield from self._modifying(verb)
        yield from self._governor(noun)
        head = clause.tree.head(noun)
        if (
            noun.dep in {"compound", "nmod"}
            and head is not None
            and head.pos == "NOUN"
            and head.index > noun.index
        ):
            yield from self._noun(head)  # "a bombing campaign"

    def _of_role(self, noun: Token, thing: Token) -> Role | None:
        """ "The visit of X" has the guest; "a tour of Europe" the place; the frame settles all other nouns."""
        mention = self.clause.mention(thing)
        if self.frame.type == "visit" and mention is not None and mention.kind == "country":
            return "target"
        return self.frame.role("of", noun.lemma)

    def _modifying(self, verb: Token) -> Iterator[Part]:
        """ "strikes carried out by X", "an attack targeting Y", "sanctions imposed on Z"."""
        for doer in self.clause.preposition(verb, frozenset({"by"})):
            yield from self._fill(self.frame.source, doer)
        subject = self.clause.tree.first(verb, "nsubj")
        if subject is not None and verb.lemma in word_set("light_verbs"):
            yield from self._fill(self.frame.source, subject)
        if verb.lemma in word_set("harm_verbs") and self.frame.type in _VIOLENT:
            for thing in self.clause.objects(verb):
                yield from self._fill("target", thing)
        for thing in self.clause.preposition(verb, self.frame.noun - {"by", "of"}):
            yield from self._fill(self.frame.target, thing)

    def _governor(self, noun: Token) -> Iterator[Part]:
        """The clause a noun stands in: a light verb lends its subject, a preposition that may be climbed too."""
        tree, frame = self.clause.tree, self.frame
        head = tree.head(noun)
        if head is None:
            return
        if noun.dep == "conj":
            yield from self._governor(head)
            return
        if noun.dep in {"dobj", "nsubjpass", "attr", "nsubj"} and head.pos in {"VERB", "AUX"}:
            yield from self._beside(noun, head)
        elif (
            noun.dep == "pobj" and (claim := tree.head(head)) is not None and claim.lemma == "responsibility"
        ):
            if (verb := tree.head(claim)) is not None and verb.lemma in {"claim", "take", "accept"}:
                yield from self._lent(verb)
        elif noun.dep == "pobj" and (verb := tree.head(head)) is not None and verb.pos in {"VERB", "AUX"}:
            if head.lemma in {"under", "on"} and frame.type in {"arrest", "legal_action"}:
                yield from self._lent(verb, "target")
            elif head.lemma in frame.climb or verb.lemma in word_set("light_verbs"):
                yield from self._lent(verb)
            if frame.type in _VIOLENT:
                yield from self._harmed(verb)
                for place in self.clause.preposition(verb, frozenset({"on", "against"})):
                    if place.index > noun.index:
                        yield from self._fill("target", place)

    def _beside(self, noun: Token, verb: Token) -> Iterator[Part]:
        if noun.dep == "dobj" and self.frame.type in _VIOLENT:
            yield from self._victims(verb)
        if noun.dep == "dobj" and verb.lemma in word_set("taking_verbs"):
            yield from self._lent(verb, self.frame.target)
            for giver in [*self.clause.preposition(verb, _FROM), *self.clause.preposition(noun, _FROM)]:
                yield from self._fill(self.frame.source, giver)
        elif noun.dep == "dobj" and verb.lemma in word_set("light_verbs"):
            yield from self._lent(verb)
            for place in self.clause.preposition(verb, self.frame.noun):
                yield from self._fill(self.frame.target, place)
        elif noun.dep == "nsubjpass":
            if verb.lemma in word_set("light_verbs"):
                for doer in self.clause.preposition(verb, frozenset({"by"})):
                    yield from self._fill(self.frame.source, doer)
            for place in self.clause.preposition(verb, self.frame.noun - {"by", "of"}):
                yield from self._fill(self.frame.target, place)
        elif noun.dep == "nsubj" and self.frame.type in _VIOLENT:
            yield from self._harmed(verb)

    def _lent(self, verb: Token, role: Role | None = None) -> Iterator[Part]:
        """The doer of the clause above, in the role of the source unless another is given."""
        subject = self.clause.subject(verb)
        if role is not None and subject is not None:
            yield from self._fill(role, subject)
        elif self.clause.passive(verb):
            for doer in self.clause.preposition(verb, frozenset({"by"})):
                yield from self._fill(self.frame.source, doer)
        elif subject is not None:
            yield from self._fill(self.frame.source, subject)

    def _victims(self, verb: Token) -> Iterator[Part]:
        """ "detonated a bomb, killing 13 people"."""
        for other in self.clause.tree.below(verb, "advcl", "xcomp", "conj"):
            if other.lemma in word_set("harm_verbs"):
                for thing in self.clause.objects(other):
                    yield from self._fill(self.frame.target, thing)

    def _harmed(self, verb: Token) -> Iterator[Part]:
        """Whom "were killed in an airstrike" and "the airstrike killed five" name."""
        if verb.lemma not in word_set("harm_verbs") | {"die"}:
            return
        head = self.clause.tree.head(verb)
        if verb.dep == "conj" and head is not None:
            yield from self._harmed(head)
        subject = self.clause.subject(verb)
        if subject is not None and (self.clause.passive(verb) or verb.lemma == "die"):
            yield from self._fill(self.frame.target, subject)
        for thing in self.clause.objects(verb):
            yield from self._fill(self.frame.target, thing)

    def speaker(self, token: Token) -> Iterator[Part]:
        """The subject of the nearest clause above, for a speech act without a doer of its own."""
        for above in self.clause.tree.ancestors(token):
            if above.pos in {"VERB", "AUX"}:
                subject = self.clause.subject(above)
                if subject is not None:
                    yield from self._fill("source", subject)
                return

    def _fill(self, role: Role | None, token: Token) -> Iterator[Part]:
        found = list(self.clause.actors(token)) or list(self.clause.owners(token))
        for mention in found:
            yield from self._part(role, mention)

    def _listens(self, mention: ActorMention) -> bool:
        """Journalists are told nearly everything; they are no target of it."""
        return self.clause.cast.entity(mention).name.split()[-1].lower() in word_set("audience")

    def _part(self, role: Role | None, mention: ActorMention) -> Iterator[Part]:
        thing = self.clause.cast.things.get(mention.entity)
        if role is None or (thing == "facility" and role != "target"):
            return
        if thing and self.frame.type not in _FORCE:
            return
        if role == "target" and self.frame.type in SPEECH and self._listens(mention):
            return
        yield Part(role=role, mention=mention, entity=mention.entity)
