from datetime import date

import pytest

from app.extract.pipeline import Extractor
from app.extract.records import Actor


def doers(extractor: Extractor, text: str) -> list[Actor]:
    reports = extractor.extract(text, date(2024, 11, 5)).reports
    return [actor for report in reports for actor in report.actors if actor.role == "source"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Anwar Ibrahim was tired. He visited Moscow on Monday.", "Anwar Ibrahim"),
        ("President Anwar Ibrahim spoke. Ibrahim visited Moscow on Monday.", "Anwar Ibrahim"),
        ("Russian forces shelled Kherson.", "Russian forces"),
        ("Tehran rejected the plan. The Iranian people slept.", "Tehran"),
    ],
)
def test_an_actor_points_at_his_name(extractor: Extractor, text: str, words: str):
    found = doers(extractor, text)
    assert found
    assert {text[actor.start : actor.end] for actor in found} == {words}
