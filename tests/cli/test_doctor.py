"""``dateline doctor`` and ``dateline migrate`` say how things are, and find what is broken."""

from tests.cli.conftest import dateline
from tests.conftest import fetch


def states(printed: str) -> dict[str, str]:
    """What the doctor found of each thing: "ok" or "broken"."""
    return {line.split()[0]: line.split()[1].rstrip(":") for line in printed.splitlines()}


def test_all_is_well(on, database_url):
    done = on("doctor")
    assert done.returncode == 0, done.stdout
    assert states(done.stdout) == dict.fromkeys(("settings", "database", "cache", "model", "api"), "ok")
    assert "at revision 0" in done.stdout
    assert "articles: 0 read, 0 waiting, 0 failed" in done.stdout


def test_a_fresh_machine_is_not_broken_and_nothing_is_made(tmp_path):
    done = dateline("doctor", "--quick", data_dir=tmp_path / "data")
    assert done.returncode == 0
    assert "not made yet" in done.stdout
    assert not (tmp_path / "data").exists()


def test_a_database_out_of_reach_is_broken_and_its_password_stays_secret():
    done = dateline("doctor", "--quick", database_url="postgresql://me:secret@127.0.0.1:1/d")
    assert done.returncode == 1
    assert states(done.stdout)["database"] == "broken"
    assert "does not answer" in done.stdout
    assert "secret" not in done.stdout + done.stderr


def test_a_primary_is_no_replica(on, database_url):
    done = on("doctor", "--quick", database_read_url=database_url)
    assert done.returncode == 1
    assert states(done.stdout)["replicas"] == "broken"
    assert "is no replica" in done.stdout


def test_a_database_not_migrated_is_broken(bare_database_url):
    done = dateline("doctor", "--quick", database_url=bare_database_url)
    assert done.returncode == 1
    assert "run `dateline migrate`" in done.stdout


def test_a_missing_model_is_broken(on):
    done = on("doctor", spacy_model="xx_none")
    assert done.returncode == 1
    assert states(done.stdout)["model"] == "broken"


def test_a_cache_that_cannot_be_written_is_broken(on, tmp_path):
    (tmp_path / "file").write_text("")
    done = on("doctor", "--quick", cache_dir=tmp_path / "file" / "cache")
    assert done.returncode == 1
    assert states(done.stdout)["cache"] == "broken"


def test_migrating_says_from_where_to_where(bare_database_url):
    first = dateline("migrate", database_url=bare_database_url)
    newest = fetch(bare_database_url, "select version_num from alembic_version")[0][0]
    assert first.stdout == f"The database went from revision none to {newest}.\n"
    assert dateline("migrate", database_url=bare_database_url).stdout == (
        f"The database is at revision {newest} already.\n"
    )


def test_migrating_makes_the_embedded_database(tmp_path):
    done = dateline("migrate", data_dir=tmp_path / "data")
    assert done.returncode == 0
    assert done.stdout.startswith("The database went from revision none to ")
    done = dateline("doctor", "--quick", data_dir=tmp_path / "data")
    assert done.returncode == 0
    assert "embedded, in " in done.stdout
