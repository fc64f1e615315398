"""``dateline ingest`` stores what is right, names what is wrong, and counts."""

import json

import pytest

from tests.conftest import fetch

GOOD = {"text": "Iran's foreign minister visited Baghdad on Monday.", "published_at": "2025-03-04"}
STORED = "select count(*) from articles"
QUEUED = "select count(*) from pgqueuer where status = 'queued'"


def lines(*articles: object) -> str:
    return "".join((a if isinstance(a, str) else json.dumps(a)) + "\n" for a in articles)


def numbered(count: int) -> list[dict]:
    return [GOOD | {"external_id": f"a{n}", "text": f"{GOOD['text']} Number {n}."} for n in range(count)]


def test_counts_what_became_of_the_lines(on, database_url, tmp_path):
    file = tmp_path / "articles.jsonl"
    file.write_text(lines(*numbered(3)))
    first = on("ingest", file)
    assert first.returncode == 0
    assert first.stdout.splitlines()[0] == "3 articles: 3 new, 0 new versions, 0 unchanged, 0 rejected"
    assert first.stdout.splitlines()[1].startswith("3 wait to be read by a worker")
    changed = [*numbered(2), numbered(3)[2] | {"text": "Iran's foreign minister left Baghdad."}]
    file.write_text(lines(*changed, GOOD | {"external_id": "new"}))
    second = on("ingest", file)
    assert second.stdout.splitlines()[0] == "4 articles: 1 new, 1 new versions, 2 unchanged, 0 rejected"
    assert fetch(database_url, STORED)[0][0] == 4


def test_batches_are_stored_whole(on, database_url):
    done = on("ingest", "-", stdin=lines(*numbered(57)), bulk_batch=10)
    assert done.stdout.startswith("57 articles: 57 new")
    assert fetch(database_url, STORED)[0][0] == fetch(database_url, QUEUED)[0][0] == 57


def test_wrong_lines_are_named_and_the_others_stored(on, database_url):
    wrong = [
        "{not json",
        GOOD | {"published_at": "2025-03-04T10:00:00"},
        GOOD | {"text": ""},
        {"text": "x"},
        GOOD | {"colour": "red"},
        GOOD | {"published_at": "2999-01-01"},
        "[1, 2]",
    ]
    done = on("ingest", "-", stdin=lines(numbered(2)[0], *wrong, numbered(2)[1]))
    assert done.returncode == 1
    assert done.stdout.startswith("9 articles: 2 new, 0 new versions, 0 unchanged, 7 rejected")
    said = done.stderr.splitlines()
    assert [line.split(":")[0] for line in said] == [f"line {n}" for n in range(2, 9)]
    for line, words in zip(
        said,
        (
            "not JSON",
            "without a zone",
            "text",
            "published_at is missing",
            "colour",
            "future",
            "not a JSON object",
        ),
        strict=True,
    ):
        assert words in line
    assert fetch(database_url, STORED)[0][0] == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"text": "\xff", "published_at": "2025-03-04"}', "not UTF-8: byte 0xff"),
        (b'{"text": "a\x00b", "published_at": "2025-03-04"}', "NUL byte"),
        (b'{"text": "' + b"x" * 5000 + b'", "published_at": "2025-03-04"}', "larger than the 4000 bytes"),
    ],
)
def test_broken_bytes_cost_their_line_alone(on, line, words):
    done = on("ingest", "-", stdin=line + b"\n" + lines(GOOD).encode(), body_limit_bytes=4000)
    assert words in done.stderr
    assert done.stderr.startswith("line 1: ")
    assert done.stdout.startswith("2 articles: 1 new")


def test_a_text_file_is_one_article(on, database_url, tmp_path):
    file = tmp_path / "article.txt"
    file.write_text("Turkey's president met Iraqi leaders in Ankara.\n\nThey discussed water.\n")
    done = on("ingest", file, "--published-at", "2025-03-04", "--title", "Talks", "--source", "Example")
    assert done.stdout.startswith("1 article: 1 new")
    row = fetch(database_url, "select title, source, text from article_versions")[0]
    assert tuple(row) == ("Talks", "Example", file.read_text())


def test_a_text_without_a_day_is_refused(on, tmp_path):
    file = tmp_path / "article.txt"
    file.write_text("Some text.")
    done = on("ingest", file)
    assert done.returncode == 1
    assert "say when it came out, with --published-at" in done.stderr


def test_the_samples_are_all_taken(on):
    from tests.processes import ROOT

    done = on("ingest", ROOT / "app" / "samples" / "articles.jsonl")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].endswith("0 rejected")


def test_nothing_is_nothing(on):
    assert on("ingest", "-").returncode == 1  # no JSONL, so a text, and of no day
    empty = on("ingest", "/dev/null", "--published-at", "2025-03-04")
    assert empty.returncode == 1
    assert "text" in empty.stderr
