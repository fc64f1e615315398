"""The clause of a verb in the article's own words, short enough for a headline."""

from __future__ import annotations

from app.extract.records import Document, Token, Trigger
from app.extract.tree import Tree
from app.extract.who import Cast

_MOST_WORDS = 18
_HELPERS = frozenset({"aux", "auxpass", "neg"})
_ASIDE = ("relcl", "advcl", "parataxis", "appos", "conj", "cc")  # may be left out at the end
_BREAKS = frozenset('"“”;:(–—')
_DANGLING = frozenset({"PUNCT", "ADP", "DET", "CCONJ", "SCONJ", "PART", "AUX"})
_FEWEST_WORDS = 3  # after the verb, before an aside may be cut


def clause_of(doc: Document, trigger: Trigger, cast: Cast) -> str | None:
    """ "Qasim al-Araji announced the conclusion of his official visit to Tehran"; None for a noun, and for a verb whose
    subject is missing or is a pronoun that stands for nobody known."""
    tree = cast.trees[trigger.sentence]
    verb = tree.tokens[trigger.token]
    if verb.pos != "VERB":
        return None
    subject = tree.subject(verb)
    who = _name(doc, tree, subject, cast) if subject is not None else None
    if who is None:
        return None
    helpers = [t.text for t in tree.below(verb, *_HELPERS) if t.index < verb.index]
    if verb.tag in ("VBG", "VB") and not helpers:
        return None  # "announcing": without its helper it does not stand as a sentence
    rest = _rest(tree, verb)
    words = doc.text[verb.start : rest[-1].end] if rest else verb.text
    return " ".join([who, *helpers, " ".join(words.split())]).strip()


def _name(doc: Document, tree: Tree, subject: Token, cast: Cast) -> str | None:
    mention = cast.at(tree.sentence.index, subject.index)
    if mention is not None:
        return cast.entities[mention.entity].name
    if subject.pos == "PRON":
        return None
    span = [t for t in tree.subtree(subject) if t.dep not in ("relcl", "acl", "appos", "punct")]
    start, end = min(t.start for t in span), max(t.end for t in span)
    return " ".join(doc.text[start:end].split()) if end - start < 60 else None


def _rest(tree: Tree, verb: Token) -> list[Token]:
    """The unbroken run of the verb's dependents to its right, cut before an aside, a quotation or the 19th word."""
    below = {t.index for t in tree.subtree(verb)}
    asides = _asides(tree, verb)
    found: list[Token] = []
    for token in tree.tokens[verb.index + 1 :]:
        if token.index not in below or len(found) >= _MOST_WORDS or token.text in _BREAKS:
            break
        if _opens_relative(tree, token) or (len(found) >= _FEWEST_WORDS and token.index in asides):
            break
        found.append(token)
    while found and found[-1].pos in _DANGLING:
        found.pop()
    return found


def _opens_relative(tree: Tree, token: Token) -> bool:
    """The comma before "who", "which", "where"."""
    following = tree.tokens[token.index + 1 : token.index + 2]
    return token.text == "," and bool(following) and following[0].tag.startswith("W")


def _asides(tree: Tree, verb: Token) -> frozenset[int]:
    """Where the verb's asides begin: at "while", not at the verb behind it."""
    return frozenset(min(t.index for t in tree.subtree(aside)) for aside in tree.below(verb, *_ASIDE))
