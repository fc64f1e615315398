import json
from datetime import date

from app.extract.pipeline import Extractor
from app.extract.plain import as_dict

TEXT = "Iraqi National Security Advisor Qasim al-Araji visited Tehran on Tuesday."


def test_a_report_is_json_in_the_shape_of_the_api(extractor: Extractor):
    (report,) = extractor.extract(TEXT, date(2024, 11, 5)).reports
    plain = json.loads(json.dumps(as_dict(report)))
    assert plain["type"] == "visit"
    assert plain["mentions"] == [
        {"start": 47, "end": 54, "text": "visited", "sentence_start": 0, "sentence_end": len(TEXT)}
    ]
    assert plain["date"] == {
        "start": "2024-11-05", "end": "2024-11-05", "precision": "day", "basis": "relative", "text": "Tuesday",
        "text_start": TEXT.index("Tuesday"), "text_end": TEXT.index("Tuesday") + 7,
    }  # fmt: skip
    assert (plain["location"]["name"], plain["location"]["geonames_id"]) == ("Tehran", 112931)
    assert [(a["role"], a["actor_id"], a["title"]) for a in plain["actors"]] == [
        ("source", "person:IQ:qasim-al-araji", "National Security Advisor"),
        ("target", "country:IR", None),
    ]
