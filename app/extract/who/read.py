"""One sentence read for mentions of actors: names first, then known writings, common nouns and pronouns."""

from __future__ import annotations

from app.extract.records import Document, Sentence
from app.extract.tree import Tree
from app.extract.who.context import settled
from app.extract.who.knowledge import Knowledge
from app.extract.who.line import Line
from app.extract.who.names import Run, runs
from app.extract.who.nominals import lone_hits, nominals, pronouns
from app.extract.who.people import read
from app.extract.who.raw import Hit, Raw, hits, words


def straight(text: str) -> str:
    """The text with typographic apostrophes and hard spaces made plain, every offset kept."""
    return text.replace("’", "'").replace("\u00a0", " ")


def read_document(doc: Document, trees: tuple[Tree, ...], knowledge: Knowledge) -> list[Raw]:
    text = straight(doc.text)
    sentences = [tree.sentence for tree in trees]
    known = settled(sentences, [hits(text, sentence, knowledge) for sentence in sentences], knowledge)
    found: list[Raw] = []
    for tree, in_sentence in zip(trees, known, strict=True):
        found.extend(_sentence(text, tree, in_sentence, knowledge))
    return found


def _sentence(text: str, tree: Tree, found_hits: tuple[Hit, ...], knowledge: Knowledge) -> list[Raw]:
    sentence = tree.sentence
    line = Line(
        text=text,
        sentence=sentence,
        words=tuple(words(sentence)),
        hits=found_hits,
    )
    named: list[Raw] = []
    for run in runs(sentence, line.words, line.hits):
        whole = any(
            h.start < run.words[0].start < h.end or h.start < run.words[-1].end < h.end for h in line.hits
        )
        if not whole and not _common(run, sentence, knowledge):
            named.extend(read(run, line, knowledge))
    taken = {i for raw in named for i in _own_tokens(raw)}
    found = [*named, *lone_hits(line, taken)]
    taken = {i for raw in found if raw.form != "modifier" for i in range(raw.first, raw.last + 1)}
    found.extend(nominals(line, tree, taken, knowledge))
    found.extend(pronouns(line, sentence.tokens))
    return sorted(found, key=lambda raw: (raw.start, raw.end))


def _own_tokens(raw: Raw) -> range:
    """Tokens that no other mention may claim: a name without the office before it, which may hold another's name."""
    return range(raw.first, raw.last + 1) if raw.kind != "person" else range(raw.token, raw.last + 1)


def _common(run: Run, sentence: Sentence, knowledge: Knowledge) -> bool:
    """ "Gunmen opened fire": one common noun that only opens its sentence is no name."""
    word = run.words[0]
    token = sentence.tokens[word.first]
    return len(run.words) == 1 and token.index <= 1 and knowledge.noun(token.lemma, word.text) is not None
