import json

import pytest

from app.api.formats.timelinejs import TIMELINEJS, dates
from app.schemas.events import EventDate
from tests.api.formats.build import ID, day, event
from tests.api.formats.test_atom import page


@pytest.mark.parametrize(
    ("start", "end", "precision", "shown"),
    [
        ("2024-11-05", "2024-11-05", "day", ("2024-11-5", None)),
        ("2024-11-01", "2024-11-30", "month", ("2024-11", None)),
        ("2024-02-01", "2024-02-29", "month", ("2024-2", None)),
        ("2024-11-01", "2024-12-31", "month", ("2024-11", "2024-12")),
        ("2024-01-01", "2024-12-31", "year", ("2024", None)),
        ("2023-01-01", "2024-12-31", "year", ("2023", "2024")),
        ("2024-11-04", "2024-11-10", "week", ("2024-11-4", "2024-11-10")),
        ("2024-11-01", "2024-11-30", "range", ("2024-11-1", "2024-11-30")),
        ("2024-11-05", "2024-11-30", "month", ("2024-11-5", "2024-11-30")),  # as an editor set it
        ("2024-03-01", "2024-12-31", "year", ("2024-3-1", "2024-12-31")),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(start, end, precision, shown):
    found = dates(EventDate.model_validate(day(start, end, precision)))
    written = tuple("-".join(map(str, found[name].values())) if name in found else None
                    for name in ("start_date", "end_date"))  # fmt: skip
    assert written == shown
    assert list(found["start_date"]) == ["year", "month", "day"][: len(found["start_date"])]


def test_a_slide():
    found = json.loads(TIMELINEJS.whole(page(event(killed=2))))
    assert found["title"]["text"]["headline"] == "Dateline"
    (slide,) = found["events"]
    assert (slide["unique_id"], slide["group"]) == (f"event-{ID}", "diplomacy")
    assert slide["text"]["headline"] == "Araji visits Tehran"
    assert "<p>killed: 2</p>" in slide["text"]["text"]


def test_what_strangers_wrote_is_no_html():
    found = json.loads(
        TIMELINEJS.whole(page(event(summary="<script>x</script>", claimed_by="<b>"), title="<i>"))
    )
    assert "<script>" not in json.dumps(found)
    assert "<b>" not in json.dumps(found)
    assert found["title"]["text"]["headline"] == "&lt;i&gt;"
