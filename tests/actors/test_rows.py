"""Rows of a desk's file: good ones are taken, bad ones told by line, field, what was wrong and what would be right."""

import json
import re

import pytest

from app.actors.rows import NoTable, check

CSV = """name,kind,country,sector,gender,aliases,offices,wikidata
Ann Example,person,KE,,f,Ann E. Example|Example,President 2024-05-14..|Minister 2017..2024-05,Q4242
Front for Tests,group,KE,REB,,FFT?,,
"""


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_csv_is_read_cell_by_cell(tmp_path):
    checked = check(written(tmp_path, "a.csv", CSV), {})
    assert not checked.faults
    (id_, ann), (group, _) = checked.rows
    assert (id_, group) == ("person:KE:ann-example", "group:ke-front-for-tests")
    assert ann["aliases"] == ["Ann E. Example", "Example"]
    assert ann["offices"] == [
        {"title": "President", "start": "2024-05-14"},
        {"title": "Minister", "start": "2017", "end": "2024-05"},
    ]


def test_a_cell_may_hold_commas_and_quotes(tmp_path):
    text = 'name,kind,country\n"Example, ""Jr.""",person,KE\n'
    (row,) = check(written(tmp_path, "a.csv", text), {}).rows
    assert row[1]["name"] == 'Example, "Jr."'


@pytest.mark.parametrize(
    ("row", "field", "wanted"),
    [
        ({"kind": "person"}, "name", "every actor has a name"),
        ({"name": "X", "kind": "city"}, "kind", "person, body or group"),
        ({"name": "X", "kind": "body", "country": "Kenya"}, "country", "two letters"),
        ({"name": "X", "kind": "body", "sector": "GOVT"}, "sector", "write one of"),
        ({"name": "X", "kind": "person", "gender": "male"}, "gender", "m or f"),
        ({"name": "X", "kind": "person", "id": "body:x"}, "id", "begins with person:"),
        ({"name": "X", "kind": "person", "id": "X"}, "id", "person:IQ:qasim-al-araji"),
        ({"name": "X", "kind": "body", "aliases": "UN"}, "aliases", "list of texts"),
        ({"name": "X", "kind": "body", "aliases": [""]}, "aliases", "no empty text"),
        (
            {"name": "X", "kind": "person", "offices": [{"title": "President"}]},
            "offices",
            "a title and a start",
        ),
        (
            {"name": "X", "kind": "person", "offices": [{"title": "P", "start": "2020", "end": "2019"}]},
            "offices",
            "ends after it starts",
        ),
        (
            {"name": "X", "kind": "person", "offices": [{"title": "P", "start": "May"}]},
            "offices",
            "2026-01-31",
        ),
        ({"name": "X", "kind": "body", "wikidata": "794"}, "wikidata", "Q794"),
        ({"name": "X", "kind": "body", "party": "Y"}, "party", "no such field"),
        (["X"], "row", "JSON object"),
    ],
)
def test_a_bad_row_says_what_would_be_right(tmp_path, row, field, wanted):
    good = json.dumps({"name": "Ann Example", "kind": "person"})
    path = written(tmp_path, "a.jsonl", f"{good}\n\n{json.dumps(row)}\n{good}\n")
    checked = check(path, {})
    assert len(checked.rows) == 2
    (fault,) = checked.faults
    assert (fault.line, fault.field) == (3, field)
    assert wanted in fault.wanted
    assert str(fault).startswith(f"{path}:3: {field} is ")


def test_a_line_that_is_no_json_costs_only_itself(tmp_path):
    good = json.dumps({"name": "Ann Example", "kind": "person"})
    checked = check(written(tmp_path, "a.jsonl", f"{{oops\n{good}\n"), {})
    assert [fault.line for fault in checked.faults] == [1]
    assert len(checked.rows) == 1


def test_two_bodies_do_not_share_a_name_unless_it_is_loose(tmp_path):
    rows = [
        {"name": n, "kind": "body", "country": c, "aliases": [a]}
        for n, c, a in [("A", "KE", "PDP"), ("B", "UG", "PDP")]
    ]
    path = written(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
    (fault,) = check(path, {}).faults
    assert 'it names body:ke-a already; write "PDP?" in both' in str(fault)
    for row in rows:
        row["aliases"] = ["PDP?"]
    assert not check(written(tmp_path, "b.jsonl", "\n".join(map(json.dumps, rows))), {}).faults


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "name,kind,party\n", "its first line has ['party']; the columns are id, name"),
        ("a.csv", "kind,country\n", "its first line has no name"),
        ("a.csv", 'name,kind\n"Ann', "line 2"),
        ("a.xlsx", "", "neither in .csv nor in .jsonl"),
    ],
)
def test_a_file_that_is_no_table_is_refused_whole(tmp_path, name, text, words):
    with pytest.raises(NoTable, match=re.escape(words)):
        check(written(tmp_path, name, text), {})


def test_a_row_with_too_few_cells_is_told(tmp_path):
    (fault,) = check(written(tmp_path, "a.csv", "name,kind\nAnn Example\n"), {}).faults
    assert (fault.line, fault.wanted) == (2, "write 2 cells, as in the first line")
