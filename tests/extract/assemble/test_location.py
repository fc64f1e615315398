from datetime import date

import pytest

from app.extract.pipeline import Extractor


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Israel bombed an air base near Isfahan in Iran on Saturday.", "IR"),
        ("Officials from Lebanon were at home. Israel attacked Iran with missiles on Saturday.", "IR"),
    ],
)
def test_a_strike_is_where_it_hit(extractor: Extractor, text: str, country: str):
    strikes = [r for r in extractor.extract(text, date(2024, 11, 5)).reports if r.family == "conflict"]
    assert [report.location and report.location.country for report in strikes] == [country]
