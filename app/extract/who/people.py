"""A run of capitalised words taken apart: whose office, whose name, which body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.extract.records import Kind, Sentence
from app.extract.who.knowledge import Gender, Knowledge, Known, Title
from app.extract.who.names import Run, is_org_word
from app.extract.who.raw import Hit, Raw, Word, root
from app.extract.who.speech import SPEECH_VERBS

_OFFICES = frozenset(
    """state defense defence foreign affairs health education energy interior labor labour justice homeland
    security commerce transportation transport agriculture finance treasury staff war trade the economy and culture
    information environment housing veterans industry tourism sports development planning relations intelligence
    navy army air force public works human rights parliament""".split()
)
_TITLE_WORDS = frozenset(
    """prime vice deputy foreign interior defense defence finance former ex- acting interim caretaker chief national
    security assistant senior permanent special first second third new then outgoing incoming supreme grand
    opposition party parliamentary parliament house senate government state federal crown press military army navy
    air police intelligence justice trade energy health education economy environment labour labor agriculture
    transport information culture home external internal under associate executive managing general lead
    presidential republican democratic veteran joint top retired late current newly-elected president-elect
    right-wing left-wing far-right far-left rebel cabinet council economic political religious spiritual
    nuclear oil water tourism industry commerce investment planning development housing immigration social
    lieutenant brigadier major field rear vice- co- attorney solicitor""".split()
)
_FOLLOWS_NAME = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def title_of(word: Word, knowledge: Knowledge) -> Title | None:
    """The title that a word heads; "Commander-in-chief", "Secretary-General" and "ex-president" count too."""
    text = word.text.lower().removeprefix("ex-").removeprefix("vice-")
    return knowledge.titles.get(text) or knowledge.titles.get(text.split("-")[0] if "-" in text else "")


_ALSO_SURNAMES = frozenset("king major prince bishop justice judge lord pope duke marshal chief lady dean page chair sheikh cardinal monk general sir".split())
_LINKS = frozenset({"of", "for", "the", "and", "&", "-"})
_PLACING = frozenset("in at near from to into toward towards outside around through across for off over".split())
_SOFT = frozenset({"former", "late", "new", "then", "ex", "current", "retired"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence with its words and known writings."""

    text: str  # of the whole article, apostrophes made straight
    sentence: Sentence
    words: tuple[Word, ...]
    hits: tuple[Hit, ...]

    def covering(self, word: Word) -> Hit | None:
        return next((h for h in self.hits if h.start < word.end and h.end > word.start), None)


def read(run: Run, line: Line, knowledge: Knowledge) -> Iterator[Raw]:
    """The mentions in one run of capitalised words."""
    whole = [h for h in run.hits if h.start == run.words[0].start and h.end == run.words[-1].end]
    if whole:
        yield from _whole(whole[0], run, line, knowledge)
        return
    office = _office_length(run.words, line, knowledge)
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


def _office_length(words: Sequence[Word], line: Line, knowledge: Knowledge) -> int:
    """How many leading words name an office: all up to the last title and the "of State" that belongs to it."""
    for t in range(len(words) - 1, -1, -1):
        if not title_of(words[t], knowledge) or (t and words[t - 1].text.lower() in {"of", "for"}):
            continue
        if t == len(words) - 1 and any(map(is_org_word, words[:t])) and any(w.text == "of" for w in words[:t]):
            continue
        strange = [w for w in words[:t] if not _leads(w, line, knowledge)]
        ambiguous = words[t].text.lower() in _ALSO_SURNAMES and (t == 0 or words[t - 1] in strange)
        if not strange or (not ambiguous and t < len(words) - 1):
            return t + 1 + _field(words[t + 1 :], line)
    return 0


def _leads(word: Word, line: Line, knowledge: Knowledge) -> bool:
    text = word.text.lower()
    hit = line.covering(word)
    known = hit is not None and hit.form.known.kind != "person"
    return known or text in _TITLE_WORDS or text in _LINKS or is_org_word(word) or bool(title_of(word, knowledge))


def _field(words: Sequence[Word], line: Line) -> int:
    """Words of "of State", "of the United States", "for Foreign Affairs" after a title."""
    if not words or words[0].text.lower() not in {"of", "for", "to"}:
        return 0
    body = [i for i, word in enumerate(words[:7]) if is_org_word(word)]
    count = body[-1] + 1 if body else 1
    while count < len(words):
        hit = line.covering(words[count])
        if words[count].text.lower() in _OFFICES or (hit is not None and hit.form.known.kind != "person"):
            count += 1
        else:
            break
    return count if count > 1 else 0


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
        title=_title_text(office, line),
        country=_country(office, line),
        sector=title.sector,
        gender=title.gender,
        definite=True,
        head=head.text.lower().split("-")[0],
        first=first,
        last=last,
    )


def _person(name: Sequence[Word], line: Line, knowledge: Knowledge, office: Sequence[Word], weak: bool = False) -> Raw:
    """A person mention: the name alone is its span, the office before it gives title, country, sector and sex."""
    hit = next((h for h in line.hits if h.start >= name[0].start and h.end <= name[-1].end), None)
    known = hit.form.known if hit and hit.form.known.kind == "person" else None
    office = tuple(office) or _office_before(name[0], line, knowledge)
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
        known=known,
        title=_title_text(office, line) if office else None,
        country=_country(office, line) if office else None,
        sector=titles[-1].sector if titles else None,
        gender=next((t.gender for t in titles if t.gender), None),
        first=first,
        last=name[-1].last,
        weak=weak,
    )


def _office_before(word: Word, line: Line, knowledge: Knowledge) -> tuple[Word, ...]:
    """Lower-case words of an office right before a name: "Iranian foreign minister", "Hamas leader"."""
    at = next(i for i, w in enumerate(line.words) if w.first == word.first)
    if not word.spaced or at == 0 or not title_of(line.words[at - 1], knowledge):
        return ()
    start = at - 1
    while start and line.words[start].spaced and at - start < 6 and _qualifies(line.words[start - 1], line):
        start -= 1
    return line.words[start:at]


def _qualifies(word: Word, line: Line) -> bool:
    token = line.sentence.tokens[word.last]
    return token.pos in {"ADJ", "NOUN", "PROPN"} or word.text.lower() in _TITLE_WORDS | {"of", "for"}


def _title_text(office: Sequence[Word], line: Line) -> str | None:
    """The words of the office without the state they belong to and without "former"."""
    words = list(office)
    while words and (_is_country(words[0], line) or words[0].text.lower() in _SOFT):
        words.pop(0)
    while words and (_is_country(words[-1], line) or words[-1].text.lower() in {"of", "the", "for"}):
        words.pop()
    return line.text[words[0].start : words[-1].end] if words else None


def _is_country(word: Word, line: Line) -> bool:
    hit = line.covering(word)
    return hit is not None and hit.form.known.kind == "country"


def _country(office: Sequence[Word], line: Line) -> str | None:
    """The state an office belongs to: "Iraqi ...", "... of Iraq", "Hamas leader", or "Iraq's" before it."""
    for word in office:
        hit = line.covering(word)
        if hit and hit.form.known.country:
            return hit.form.known.country
    owner = office[0].first - 1
    if owner > 0 and line.sentence.tokens[owner].tag == "POS":
        end = line.sentence.tokens[owner - 1].end
        return next((h.form.known.country for h in line.hits if h.end == end), None)
    return None


def _plain(run: Run, line: Line, knowledge: Knowledge) -> Iterator[Raw]:
    """A run without an office: a body if a word says so, else a person or body by label and place in the clause."""
    words = list(run.words)
    while words and _is_country(words[0], line) and len(words) > 1 and not any(map(is_org_word, words)):
        words.pop(0)
    person = next((h for h in run.hits if h.form.known.kind == "person"), None)
    labels = Counter(t.entity for t in line.sentence.tokens[words[0].first : words[-1].last + 1] if t.entity)
    label = labels.most_common(1)[0][0] if labels else ""
    if any(map(is_org_word, words)):
        yield from _body(words, line)
    elif person or _office_before(words[0], line, knowledge):
        yield _person(words, line, knowledge, ())
    elif all(line.covering(w) for w in words):
        return
    elif label == "PERSON" or (label == "" and len(words) in {2, 3} and _acts(words, line)):
        lone = len(words) == 1 and not _speaks(words, line)
        yield _person(words, line, knowledge, (), weak=lone or _placed(words, line))
    elif len(words) == 1 and not words[0].text.isupper() and _speaks(words, line):
        yield _person(words, line, knowledge, ())
    elif label == "ORG":
        yield from _body(words, line, weak=len(words) == 1 and not words[0].text.isupper())
    elif label in {"GPE", "LOC", "FAC"}:
        yield _place(words, line)
    elif len(words) == 1:
        yield _person(words, line, knowledge, (), weak=True)


def _place(words: Sequence[Word], line: Line) -> Raw:
    """A town or site that is no state: it never acts, but it can be struck."""
    first, last = words[0].first, words[-1].last
    return Raw(
        sentence=line.sentence.index,
        token=root(line.sentence, first, last),
        start=words[0].start,
        end=words[-1].end,
        kind="unnamed",
        form="nominal",
        text=line.text[words[0].start : words[-1].end],
        thing="facility",
        head=line.text[words[0].start : words[-1].end],
        first=first,
        last=last,
    )


def _placed(words: Sequence[Word], line: Line) -> bool:
    """True where a place would stand: "for Mar del Plata". The labels take many such names for people."""
    token = line.sentence.tokens[root(line.sentence, words[0].first, words[-1].last)]
    governor = line.sentence.tokens[token.head]
    return token.dep == "pobj" and governor.lemma in _PLACING


def _acts(words: Sequence[Word], line: Line) -> bool:
    token = line.sentence.tokens[root(line.sentence, words[0].first, words[-1].last)]
    return token.dep in {"nsubj", "nsubjpass", "appos"}


def _speaks(words: Sequence[Word], line: Line) -> bool:
    """True if the word is the subject of a verb of speech: somebody, whatever its label."""
    token = line.sentence.tokens[words[-1].last]
    return token.dep == "nsubj" and line.sentence.tokens[token.head].lemma in SPEECH_VERBS


def _body(words: Sequence[Word], line: Line, weak: bool = False) -> Iterator[Raw]:
    """An organisation. A known body inside counts only if the state named with it is its own."""
    inside = [h for h in line.hits if h.start >= words[0].start and h.end <= words[-1].end]
    state = next((h.form.known.country for h in inside if h.form.known.kind == "country"), None)
    tail = next((h for h in inside if h.end == words[-1].end and h.form.known.kind in {"body", "group"}), None)
    known: Known | None = None
    if tail and (state is None or tail.form.known.country == state) and _only_states_before(words, tail, line):
        known = tail.form.known
    owner = words[0].first - 1
    if state is None and owner > 0 and line.sentence.tokens[owner].tag == "POS":
        end = line.sentence.tokens[owner - 1].end
        state = next((h.form.known.country for h in line.hits if h.end == end), None)
    kind: Kind = known.kind if known else "body"
    yield Raw(
        sentence=line.sentence.index,
        token=root(line.sentence, words[0].first, words[-1].last),
        start=words[0].start,
        end=words[-1].end,
        kind=kind,
        form="name",
        text=line.text[words[0].start : words[-1].end],
        known=known,
        country=known.country if known else state,
        sector=known.sector if known else _sector(words),
        definite=True,
        head=words[-1].text.lower(),
        first=words[0].first,
        last=words[-1].last,
        weak=weak,
    )


def _only_states_before(words: Sequence[Word], tail: Hit, line: Line) -> bool:
    return all(_is_country(w, line) for w in words if w.end <= tail.start)


_BODY_SECTORS = {
    "MIL": "army navy force forces military guard guards brigade brigades command corps battalion regiment".split(),
    "COP": ["police"],
    "LEG": "parliament congress senate assembly duma knesset house majlis diet".split(),
    "JUD": "court tribunal".split(),
    "GOV": "ministry government cabinet department agency council authority administration embassy bureau office".split(),
    "OPP": "party front movement league alliance coalition".split(),
    "MED": "news times post agency television radio newspaper".split(),
    "BUS": "bank company corporation inc. ltd. corp. airlines airways group".split(),
}


def _sector(words: Sequence[Word]) -> str | None:
    for word in reversed(words):
        for sector, members in _BODY_SECTORS.items():
            if word.text.lower() in members:
                return sector
    return None
