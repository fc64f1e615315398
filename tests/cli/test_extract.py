"""``dateline extract``: articles in, reports out, nothing stored."""

import json

from tests.cli.conftest import dateline

TEXT = "Iran's foreign minister visited Baghdad on Monday."


def test_lines_become_lines_in_the_same_order(tmp_path):
    sent = [
        {"id": n, "text": f"{TEXT} It was {n} degrees warm.", "published_at": "2025-03-04"} for n in range(12)
    ]
    done = dateline(
        "extract", "-", stdin="\n".join(map(json.dumps, sent)), data_dir=tmp_path / "data", worker_processes=2
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer["id"] for answer in answers] == list(range(12))
    for answer, article in zip(answers, sent, strict=True):
        assert answer.keys() == {"id", "reports"}
        (report,) = answer["reports"]
        assert report["type"] == "visit"
        assert report["date"]["start"] == "2025-03-03"
        (mention,) = report["mentions"]
        assert article["text"][mention["start"] : mention["end"]] == mention["text"] == "visited"
    assert not (tmp_path / "data").exists()  # no database was made


def test_wrong_lines_are_named_and_the_others_read(tmp_path):
    good = json.dumps({"id": "g", "text": TEXT, "published_at": "2025-03-04", "source": "ignored"})
    stdin = f'{{"id": "b", "text": "x"}}\n\nnonsense\n{good}\n'
    done = dateline("extract", "-", stdin=stdin, worker_processes=1)
    # the first character says what it is: JSONL
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["line 1", "line 3"]
    assert "published_at is missing" in done.stderr
    assert json.loads(done.stdout)["id"] == "g"


def test_a_text_becomes_words_for_a_reader(tmp_path):
    file = tmp_path / "article.txt"
    file.write_text(f"{TEXT}\n")
    done = dateline("extract", file, "--published-at", "2025-03-04")
    assert done.returncode == 0
    for words in ("1. visit", "2025-03-03", "relative", "“Monday”", "Baghdad", "IQ", "Iran", "“visited” in"):
        assert words in done.stdout
    assert "\x1b" not in done.stdout  # no colours in a pipe


def test_whose_word_it_is_is_told():
    text = "Russia said it shot down 30 Ukrainian drones over Kursk."
    done = dateline("extract", "-", "--published-at", "2025-03-04", stdin=text)
    assert "claimed  Russia" in done.stdout


def test_a_text_becomes_json_when_asked():
    done = dateline("extract", "-", "--published-at", "2025-03-04", "--json", stdin=TEXT)
    answer = json.loads(done.stdout)
    assert answer["language"] == "en"
    assert [report["type"] for report in answer["reports"]] == ["visit"]


def test_a_text_with_no_event_says_so():
    done = dateline("extract", "-", "--published-at", "2025-03-04", stdin="The weather is nice in spring.")
    assert done.stdout.strip() == "No events found."


def test_a_missing_model_is_one_line():
    done = dateline("extract", "-", "--published-at", "2025-03-04", stdin=TEXT, spacy_model="xx_none")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "dateline: The spaCy model xx_none is not installed; run `pip install xx_none` or change DATELINE_SPACY_MODEL."
    ]


def test_a_text_is_explained_in_words():
    text = f"{TEXT} The guest died of a heart attack."
    done = dateline("extract", "-", "--published-at", "2025-03-04", "--explain", stdin=text)
    assert done.returncode == 0
    for words in (
        "because",
        "all its mentions say so (“visited”)",
        "nothing in its clause denies it",
        "chosen by the linker",
        "in the knowledge base",
        "the time of its own clause (“Monday”), read by weekday",
        "hangs from its word",
        "What gave no report",
        "“The guest died of a heart attack.”",
        "figure of speech: heart attack",
    ):
        assert words in done.stdout
    assert "because" not in dateline("extract", "-", "--published-at", "2025-03-04", stdin=text).stdout


def test_an_explanation_is_json_where_the_reports_are(tmp_path):
    options = ("--published-at", "2025-03-04", "--json", "--explain")
    answer = json.loads(dateline("extract", "-", *options, stdin=TEXT).stdout)
    (why,) = answer["explanation"]["reports"]
    assert why["type"]["value"] == answer["reports"][0]["type"] == "visit"
    line = json.dumps({"id": 1, "text": TEXT, "published_at": "2025-03-04"})
    done = dateline("extract", "-", "--explain", stdin=line, worker_processes=1)
    assert json.loads(done.stdout)["explanation"] == answer["explanation"]


def test_layers_are_printed_in_the_form_that_scorers_read():
    lines = [
        {"id": "a", "text": TEXT, "published_at": "2025-03-04"},
        {"id": "b", "text": "Protesters gathered in Nairobi last week.", "published_at": None},
    ]
    stdin = "\n".join(map(json.dumps, lines))
    done = dateline("extract", "-", "--layers", "times,places", stdin=stdin, worker_processes=1)
    dated, undated = map(json.loads, done.stdout.splitlines())
    (time,) = dated["timex"]
    assert TEXT[time["start"] : time["end"]] == "Monday"
    assert (time["type"], time["value"]) == ("DATE", "2025-03-03")
    assert [place["text"] for place in dated["toponyms"]][-1] == "Baghdad"
    baghdad = dated["toponyms"][-1]
    assert TEXT[baghdad["start"] : baghdad["end"]] == "Baghdad"
    assert (baghdad["country"], baghdad["country_code"], baghdad["geonameid"]) == ("Iraq", "IQ", 98182)
    assert abs(baghdad["lat"] - 33.3) < 0.2
    # nobody knows which week that was, but Nairobi is where it is
    assert undated.keys() == {"id", "toponyms"}
    assert undated["toponyms"][0]["country_code"] == "KE"


def test_one_layer_of_one_text():
    done = dateline("extract", "-", "--layers", "places", stdin=TEXT)
    answer = json.loads(done.stdout)
    assert answer.keys() == {"toponyms"}
    assert done.returncode == 0


def test_a_layer_that_is_none_is_named():
    done = dateline("extract", "-", "--layers", "times,dates", stdin=TEXT)
    assert done.returncode == 1
    assert "'dates' is no layer; give --layers" in done.stderr
