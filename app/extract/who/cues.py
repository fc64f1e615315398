"""Words that hand a quote to its speaker: "said", "according to", "X's warning", outside every quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.extract.records import ActorMention, Sentence, Token
from app.extract.who.arguments import ADDRESSING, Clause
from app.extract.who.cast import Cast
from app.extract.who.marks import Marked
from app.extract.who.voices import Voice, is_teller, voice_of, voice_of_mention
from app.extract.who.word_sets import word_set

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_BREAKS = frozenset({"VERB", "PUNCT", "ADP", "SCONJ"})
_PAST = frozenset({"said", "told", "wrote", "thought", "read", "spoke", "sang"})
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"))
_REACH = 6  # tokens between a verb of speech and a speaker whom the parser did not give it


def is_cue(word: str) -> bool:
    """True for the forms in which a verb of speech follows a quote: "said", "adds", "told", "replied".

    >>> [is_cue(word) for word in ("said", "replied", "admitted", "warns", "went")]
    [True, True, True, True, False]
    """
    verbs = word_set("speech_verbs")
    return (
        word in _PAST
        or any(word.endswith(ending) and word[: -len(ending)] + rest in verbs for ending, rest in _ENDINGS)
        or (word.endswith("ed") and word[-3] == word[-4:-3] and word[:-3] in verbs)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    sentence: int
    token: int
    start: int  # of the cue with its subject, where that stands beside it
    end: int
    word: int  # where the verb or noun itself ends
    voice: Voice
    colon: bool  # the sentence ends with a colon: the quote follows
    inner: bool  # it tells what somebody believes or is to say, mostly inside another's words
    weak: bool  # a verb that judges rather than says ("attacked"), or a noun: needs a quote that hangs on it


def cues_of(sentence: Sentence, cast: Cast, spans: Sequence[Marked]) -> Iterator[Cue]:
    clause = Clause(cast.trees[sentence.index], cast)
    near = [span for span in spans if span.start < sentence.end and span.end > sentence.start]
    inside = {t.index for t in sentence.tokens if any(span.start <= t.start < span.end for span in near)}
    colon = any(token.text == ":" for token in sentence.tokens[-2:])
    for token in sentence.tokens:
        if token.index in inside:
            continue
        subject, voice = _spoken_by(token, clause, inside)
        if voice is not None:
            ends = [token] if subject is None or _apart(subject, token, clause) else [token, subject]
            yield Cue(
                sentence=sentence.index,
                token=token.index,
                start=min(_first(t, clause, token) for t in ends),
                end=max(t.end for t in ends),
                word=token.end,
                voice=voice,
                colon=colon,
                inner=_is_inner(token, subject) or not voice.is_actor,
                weak=token.lemma not in word_set("speech_verbs") and token.lemma not in {"accord", "put"},
            )


def _is_inner(token: Token, subject: Token | None) -> bool:
    """Words of the mind, and verbs without a subject of their own beside them."""
    beside = subject is not None and subject.index == token.index - 1
    return token.lemma in word_set("mental_verbs") or (token.tag in {"VB", "VBG"} and not beside)


def _first(token: Token, clause: Clause, verb: Token) -> int:
    """Where the phrase under ``token`` begins; of the verb, only itself."""
    if token == verb:
        return token.start
    return min(t.start for t in clause.tree.subtree(token) if t.index <= token.index)


def _apart(subject: Token, verb: Token, clause: Clause) -> bool:
    """True if another verb stands between subject and cue: "Trump, who took the stage after her, was asked"."""
    low, high = sorted((subject.index, verb.index))
    return any(token.pos == "VERB" for token in clause.tree.tokens[low + 1 : high])


def _spoken_by(token: Token, clause: Clause, inside: set[int]) -> tuple[Token | None, Voice | None]:
    """The subject of a cue and its voice; (None, None) for a word that is no cue or has no speaker."""
    if token.text.lower() == "according":
        for thing in clause.preposition(token, frozenset({"to"})):
            return thing, voice_of(thing, clause)
    if token.pos == "NOUN" and token.lemma in word_set("wordings"):
        for owner in clause.owners(token):
            return None, voice_of_mention(owner, clause)
    if token.pos in {"VERB", "NOUN", "ADJ", "PROPN"} and token.lemma in word_set("speech_verbs"):
        return _said_by(token, clause, inside)
    if token.pos == "VERB" and (token.lemma in word_set("judging_verbs") or _puts_it(token, clause)):
        subject = clause.subject(token)
        if subject is not None and subject.index not in inside and not clause.passive(token):
            return subject, voice_of(subject, clause)
    return None, None


def _said_by(verb: Token, clause: Clause, inside: set[int]) -> tuple[Token | None, Voice | None]:
    if verb.pos == "VERB" and clause.passive(verb):
        for agent in clause.preposition(verb, frozenset({"by"})):
            return agent, voice_of(agent, clause)
        return None, None
    named = _named_before(verb, clause, inside)
    if named is not None:
        return clause.tree.tokens[named.token], voice_of_mention(named, clause)
    subject = clause.subject(verb) if verb.pos == "VERB" else None
    if (
        subject is not None and subject.index in inside
    ):  # the parser may give a verb two subjects, one of them quoted
        subject = next((t for t in clause.tree.below(verb, "nsubj") if t.index not in inside), None)
    if subject is not None:
        voice = voice_of(subject, clause)
        if voice is not None and (voice.is_actor or verb.tag in _FINITE or is_teller(subject)):
            return subject, voice
    return _beside(verb, clause, inside)


def _puts_it(token: Token, clause: Clause) -> bool:
    """ "as the report put it"."""
    thing = clause.tree.first(token, "dobj") if token.lemma == "put" else None
    return thing is not None and thing.lemma == "it"


def _named_before(verb: Token, clause: Clause, inside: set[int]) -> ActorMention | None:
    """ "footage of Clinton asking", "as critics put it, Trump boasted": the name that touches the verb.

    Not the one in a phrase of its own before a finite verb: "the mayor of London said".
    """
    at = verb.index - 1
    if at < 0 or at in inside or verb.tag not in {"VBD", "VBZ", "VBG"}:
        return None
    token = clause.tree.tokens[at]
    mention = clause.mention(token)
    if mention is None or mention.kind != "person" or mention.form != "name":
        return None
    held = any(above.dep == "prep" for above in clause.tree.ancestors(token) if above.index < token.index)
    return mention if verb.tag == "VBG" or not held else None


def _beside(verb: Token, clause: Clause, inside: set[int]) -> tuple[Token | None, Voice | None]:
    """The actor right after or right before a verb of speech that the parser gave another subject or none.

    Inversion after a long quote ("...," said X) is where the small parser errs most.
    """
    if verb.tag not in _FINITE:
        return None, None
    tokens = clause.tree.tokens
    inverted = verb.index == 0 or any(verb.index - k in inside for k in (1, 2, 3))
    inverted = inverted and verb.lemma not in ADDRESSING
    for step in (1, -1) if inverted else (-1,):
        at = verb.index + step
        if step == -1 and at > 0 and tokens[at].text == ",":
            at -= 1  # "its director, Tigere Chagutah, told reporters"
        while 0 <= at < len(tokens) and abs(at - verb.index) <= _REACH and at not in inside:
            mention = clause.mention(tokens[at])
            if mention is not None and mention.form != "modifier":
                return tokens[at], voice_of_mention(mention, clause)
            if tokens[at].pos in _BREAKS:
                break
            at += step
    return None, None
