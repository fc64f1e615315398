from app.schemas.reports import ReportOut
from tests.store.build import TEXT, actor, link, place, quote, report, when


def test_a_report_is_shown_as_the_contract_says():
    shown = ReportOut.from_record(
        report(
            actors=(actor(aliases=("al-Araji",)),),
            date=when(),
            location=place(),
            quotes=(quote(),),
            killed=5,
            claimed_by="Iran",
            claim_chain=(link(),),
        )
    ).model_dump(mode="json")
    assert list(shown) == [
        *(
            "type",
            "family",
            "plover",
            "cameo",
            "goldstein",
            "status",
            "summary",
            "mentions",
            "actors",
            "date",
        ),
        *("location", "killed", "injured", "claimed_by", "claim_chain", "quotes", "confidence"),
    ]
    assert shown["mentions"] == [
        {"start": 26, "end": 33, "text": "visited", "sentence_start": 0, "sentence_end": 41}
    ]
    assert shown["actors"][0] == {
        "role": "source",
        "name": "Qasim al-Araji",
        "canonical_name": "Qasim al-Araji",
        "actor_id": "person:qasim-al-araji",
        "kind": "person",
        "title": "National Security Advisor",
        "country": "IQ",
        "sector": "GOV",
        "aliases": ["al-Araji"],
        "start": 11,
        "end": 25,
    }
    assert shown["date"] == {
        "start": "2024-11-05",
        "end": "2024-11-05",
        "precision": "day",
        "basis": "relative",
        "text": "On Tuesday",
        "text_start": 0,
        "text_end": 10,
    }
    assert shown["location"] == {
        "name": "Tehran",
        "country": "IR",
        "admin1": "Tehran",
        "geonames_id": 112931,
        "latitude": 35.69,
        "longitude": 51.42,
        "precision": "city",
        "start": 34,
        "end": 40,
    }
    assert shown["claim_chain"] == [{"name": "Iran", "actor_id": "country:iran", "start": 0, "end": 4}]
    assert shown["quotes"] == [
        {"text": "no", "start": TEXT.index("no"), "end": TEXT.index("no") + 2, "speaker": "Ünal"}
    ]


def test_what_is_not_known_is_null():
    shown = ReportOut.from_record(report(date=None, location=None, actors=()))
    assert (shown.date, shown.location, shown.actors) == (None, None, [])
