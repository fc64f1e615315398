"""The frames cover the taxonomy and refuse what they do not know."""

import pytest

from app.extract.taxonomy import MUTUAL, TYPES
from app.extract.who import KnowledgeError, facts
from app.extract.who.frames import frames


def test_every_type_of_the_taxonomy_has_a_frame():
    assert set(frames()) == set(TYPES)


@pytest.mark.parametrize("type_", sorted(MUTUAL))
def test_mutual_types_know_only_participants(type_):
    assert frames()[type_].mutual
    assert frames()[type_].target == frames()[type_].source == "participant"


def test_a_word_may_part_from_its_frame():
    frame = frames()["appointment"]
    assert frame.role("owner", "dismissal") == "target"
    assert frame.role("owner", "resignation") == "source"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("visit\tgo\tsubject\tguest", "unknown role"), ("visit\tgo\tverb\tsource", "unknown slot")],
)
def test_a_bad_line_is_refused(tmp_path, monkeypatch, line, complaint):
    (tmp_path / "frames.tsv").write_bytes((facts.DATA / "frames.tsv").read_bytes())
    (tmp_path / "frame_words.tsv").write_text(line + "\n", encoding="utf-8")
    monkeypatch.setattr(facts, "DATA", tmp_path)
    with pytest.raises(KnowledgeError, match=complaint):
        frames.__wrapped__()
