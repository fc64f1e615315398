"""Records and articles with sensible values; a test names only what it is about."""

from datetime import date
from itertools import count

from app.extract.records import Actor, Extraction, Link, Mention, Place, Quote, Report, When
from app.extract.taxonomy import TYPES
from app.schemas.articles import ArticleIn

TEXT = "On Tuesday Qasim al-Araji visited Tehran. Iran threatened Israel. Ünal said “no” in Ankara."
_numbers = count()


def sent(**fields: object) -> ArticleIn:
    """An article as it comes in; its URL differs from every other one's."""
    values = {
        "text": TEXT,
        "published_at": "2024-11-06T09:30:00Z",
        "url": f"https://news.example/{next(_numbers)}",
        "source": "Example News",
    }
    return ArticleIn.model_validate(values | fields)


def extraction(*reports: Report) -> Extraction:
    return Extraction(reports=reports, language="en", timings={})


def actor(name: str = "Qasim al-Araji", **fields: object) -> Actor:
    values = {
        "role": "source",
        "name": name,
        "canonical_name": name,
        "actor_id": f"person:{name.lower().replace(' ', '-')}",
        "kind": "person",
        "title": "National Security Advisor",
        "country": "IQ",
        "sector": "GOV",
        "aliases": (),
        "start": 11,
        "end": 25,
    }
    return Actor(**(values | fields))


def place(name: str = "Tehran", **fields: object) -> Place:
    values = {
        "sentence": 0,
        "start": 34,
        "end": 40,
        "name": name,
        "canonical_name": name,
        "country": "IR",
        "admin1": "Tehran",
        "geonames_id": 112931,
        "latitude": 35.69,
        "longitude": 51.42,
        "precision": "city",
    }
    return Place(**(values | fields))


def when(first: str = "2024-11-05", last: str | None = None, **fields: object) -> When:
    values = {
        "first": date.fromisoformat(first),
        "last": date.fromisoformat(last or first),
        "precision": "day",
        "basis": "relative",
        "text": "On Tuesday",
        "start": 0,
        "end": 10,
    }
    return When(**(values | fields))


def mention(words: str = "visited", text: str = TEXT) -> Mention:
    """The first place of ``words`` in ``text``, in its sentence."""
    start = text.index(words)
    begin = text.rfind(". ", 0, start)
    end = text.find(".", start)
    return Mention(
        start=start,
        end=start + len(words),
        text=words,
        sentence_start=begin + 2 if begin >= 0 else 0,
        sentence_end=end + 1 if end >= 0 else len(text),
    )


def quote(words: str = "no", text: str = TEXT) -> Quote:
    start = text.index(words)
    return Quote(text=words, start=start, end=start + len(words), speaker="Ünal", speaker_entity=None)


def link(name: str = "Iran") -> Link:
    return Link(name=name, actor_id=f"country:{name.lower()}", start=0, end=len(name))


def report(type_: str = "visit", words: str = "visited", **fields: object) -> Report:
    kind = TYPES[type_]
    values = {
        "type": kind.type,
        "family": kind.family,
        "plover": kind.plover,
        "cameo": kind.cameo,
        "goldstein": kind.goldstein,
        "status": "happened",
        "summary": f"A {type_}",
        "mentions": (mention(words),),
        "actors": (actor(),),
        "date": when(),
        "location": place(),
        "killed": None,
        "injured": None,
        "claimed_by": None,
        "claim_chain": (),
        "quotes": (),
        "confidence": 0.8,
    }
    return Report(**(values | fields))
