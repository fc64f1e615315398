"""A run of capitalised words taken apart: whose office, whose name, which body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from app.extract.who.bodies import body, place
from app.extract.who.knowledge import Knowledge
from app.extract.who.line import Line, is_country
from app.extract.who.names import Run, is_org_word
from app.extract.who.office import (
    office_before,
    office_country,
    office_length,
    office_sector,
    owner_country,
    title_of,
    title_text,
)
from app.extract.who.raw import Hit, Raw, Word, root
from app.extract.who.word_sets import word_set


def read(run: Run, line: Line, knowledge: Knowledge) -> Iterator[Raw]:
    """The mentions in one run of capitalised words."""
    whole = [h for h in run.hits if h.start == run.words[0].start and h.end == run.words[-1].end]
    if whole:
        yield from _whole(whole[0], run, line, knowledge)
        return
    office = office_length(run.words, line, knowledge)
    rest = run.words[office:]
    if rest and office and is_org_word(rest[-1]):
        office, rest = (len(run.words), ()) if rest[0].text.lower() in {"of", "for"} else (0, run.words)
    if office:
        yield from _officer(run.words[:office], rest, line, knowledge)
        return
    yield from _plain(run, line, knowledge)


def _whole(hit: Hit, run: Run, line: Line, knowledge: Knowledge) -> Iterator[Raw]:
    if hit.form.known.kind == "person":
        yield _person(run.words, line, knowledge, ())


def _officer(office: Sequence[Word], name: Sequence[Word], line: Line, knowledge: Knowledge) -> Iterator[Raw]:
    if name:
        yield _person(name, line, knowledge, office)
        return
    title = next(t for w in reversed(office) if (t := title_of(w, knowledge)))
    head = next(w for w in reversed(office) if title_of(w, knowledge))
    first, last = office[0].first, office[-1].last
    yield Raw(
        sentence=line.sentence.index,
        token=root(line.sentence, first, last),
        start=office[0].start,
        end=office[-1].end,
        kind="unnamed",
        form="nominal",
        text=line.text[office[0].start : office[-1].end],
        title=title_text(office, line),
        country=office_country(office, line),
        sector=title.sector,
        gender=title.gender,
        definite=True,
        head=head.text.lower().split("-")[0],
        first=first,
        last=last,
    )


def _person(
    name: Sequence[Word], line: Line, knowledge: Knowledge, office: Sequence[Word], weak: bool = False
) -> Raw:
    """A person mention: the name alone is its span, the office before it gives title, country, sector and sex."""
    hit = next((h for h in line.hits if h.start >= name[0].start and h.end <= name[-1].end), None)
    written = hit.form if hit and hit.form.known.kind == "person" else None
    office = tuple(office) or office_before(name[0], line, knowledge)
    titles = [t for w in office if (t := title_of(w, knowledge))]
    first = office[0].first if office else name[0].first
    return Raw(
        sentence=line.sentence.index,
        token=root(line.sentence, name[0].first, name[-1].last),
        start=name[0].start,
        end=name[-1].end,
        kind="person",
        form="name",
        text=line.text[name[0].start : name[-1].end],
        known=written.known if written else None,
        written=written,
        title=title_text(office, line) if office else None,
        country=office_country(office, line) if office else owner_country(name[0], line),
        sector=office_sector(office, line, knowledge),
        gender=next((t.gender for t in titles if t.gender), None),
        first=first,
        last=name[-1].last,
        weak=weak,
    )


def _plain(run: Run, line: Line, knowledge: Knowledge) -> Iterator[Raw]:
    """A run without an office: a body if a word says so, else a person or body by label and place in the clause."""
    words = list(run.words)
    while words and is_country(words[0], line) and len(words) > 1 and not any(map(is_org_word, words)):
        words.pop(0)
    person = next((h for h in run.hits if h.form.known.kind == "person"), None)
    labels = Counter(t.entity for t in line.sentence.tokens[words[0].first : words[-1].last + 1] if t.entity)
    label = labels.most_common(1)[0][0] if labels else ""
    if words[-1].text.lower() in word_set("happening_words"):
        return
    if any(map(is_org_word, words)):
        yield from body(words, line)
    elif person or office_before(words[0], line, knowledge):
        yield _person(words, line, knowledge, ())
    elif all(line.covering(w) for w in words):
        return
    elif label == "PERSON" or (label == "" and len(words) in {2, 3} and _acts(words, line)):
        lone = len(words) == 1 and not _speaks(words, line)
        yield _person(words, line, knowledge, (), weak=lone or _placed(words, line))
    elif len(words) == 1 and not words[0].text.isupper() and _speaks(words, line):
        yield _person(words, line, knowledge, ())
    elif label == "ORG":
        yield from body(words, line, weak=len(words) == 1 and not words[0].text.isupper())
    elif label in {"GPE", "LOC", "FAC"}:
        yield place(words, line)
    elif len(words) == 1:
        yield _person(words, line, knowledge, (), weak=True)


def _placed(words: Sequence[Word], line: Line) -> bool:
    """True where a place would stand: "for Mar del Plata". The labels take many such names for people."""
    token = line.sentence.tokens[root(line.sentence, words[0].first, words[-1].last)]
    governor = line.sentence.tokens[token.head]
    return token.dep == "pobj" and governor.lemma in word_set("place_prepositions")


def _acts(words: Sequence[Word], line: Line) -> bool:
    token = line.sentence.tokens[root(line.sentence, words[0].first, words[-1].last)]
    return token.dep in {"nsubj", "nsubjpass", "appos"}


def _speaks(words: Sequence[Word], line: Line) -> bool:
    """True if the word is the subject of a verb of speech: somebody, whatever its label."""
    token = line.sentence.tokens[words[-1].last]
    return token.dep == "nsubj" and line.sentence.tokens[token.head].lemma in word_set("speech_verbs")
