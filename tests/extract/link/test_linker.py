import pytest

from app.extract.link import Candidate, Link, Linker, candidates
from app.extract.link.linker import LEAST, MAYBE, chosen
from app.extract.records import ActorMention, Trigger


def link(entity: int, source: float, target: float, kind="actor") -> Link:
    mention = ActorMention(
        sentence=0, token=entity, start=entity, end=entity + 1, kind="country", entity=entity
    )
    return Link(Candidate(kind, 0, entity, entity, mention), source, target, 0.0, 0.0)


def told(kind: str, *links: Link) -> list[tuple[str, int]]:
    return [(part.role, part.entity) for part in chosen(links, kind)]


SURE, LOW = LEAST["source"], MAYBE["source"]


@pytest.mark.parametrize(
    ("links", "parts"),
    [
        ([], []),
        ([link(1, 0.9, 0.0), link(2, 0.0, 0.9)], [("source", 1), ("target", 2)]),
        ([link(1, SURE, 0.0), link(2, SURE, 0.0), link(3, SURE - 0.01, 0.0)], [("source", 1), ("source", 2)]),
        ([link(1, LOW, 0.0), link(2, LOW + 0.1, 0.0)], [("source", 2)]),
        ([link(1, LOW - 0.01, 0.0)], []),
        ([link(1, 0.0, MAYBE["target"]), link(2, 0.0, 0.05)], [("target", 1)]),
        ([link(1, 0.7, 0.9)], [("target", 1)]),
        ([link(1, 0.9, 0.0), link(1, 0.2, 0.0)], [("source", 1)]),
        ([link(1, 0.9, 0.0, "place")], []),
    ],
)
def test_the_sure_else_the_likeliest_else_nobody(links: list[Link], parts: list):
    assert told("strike", *links) == parts


def test_in_a_mutual_act_all_take_part():
    assert told("meeting", link(1, 0.9, 0.95), link(2, 0.8, 0.9)) == [("participant", 1), ("participant", 2)]


@pytest.fixture
def linker(cast_of, extractor) -> Linker:
    doc, cast = cast_of("Israel bombed Iran on Monday. The strike killed five. In Peru protests spread.")
    return Linker(doc, cast, extractor.encoder, extractor.encoder.read(doc), candidates(doc, cast, (), ()))


def trigger(linker: Linker, word: str) -> Trigger:
    sentence, token = next((s, t) for s in linker.doc.sentences for t in s.tokens if t.text == word)
    return Trigger(
        sentence=sentence.index, token=token.index, start=token.start, end=token.end, type="strike", status="happened",
        score=1.0, via="test",
    )  # fmt: skip


def test_who_did_it_to_whom(linker: Linker):
    parts = linker.parts(trigger(linker, "bombed"))
    assert [(p.role, linker.cast.entities[p.entity].name) for p in parts] == [
        ("source", "Israel"),
        ("target", "Iran"),
    ]


def test_twins_asked_together_are_those_asked_alone(linker: Linker):
    first, second, other = (trigger(linker, word) for word in ("bombed", "strike", "protests"))
    alone = [linker.twins([earlier], other)[0] for earlier in (first, second)]
    assert linker.twins([first, second], other) == pytest.approx(alone, abs=1e-5)
    assert linker.twins([], other) == []
    assert linker.twins([first], second)[0] > linker.twins([first], other)[0]
