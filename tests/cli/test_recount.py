"""``dateline recount`` counts what was loaded past Dateline, and what was counted wrongly."""

from tests.api.formats.many import fill
from tests.conftest import execute, fetch


def test_loaded_rows_are_counted(on, database_url):
    fill(database_url, 40)
    done = on("recount")
    assert (done.returncode, done.stdout) == (0, "40 events are counted. Before, it was 0.\n")
    assert (
        fetch(database_url, "select sum(n) from day_counts where span = 'day' and country = '*'")[0][0] == 40
    )


def test_wrong_counts_are_mended(on, database_url):
    fill(database_url, 40)
    on("recount")
    execute(database_url, "update day_counts set n = n + 1 where span = 'total'")
    assert "Before, it was" in on("recount").stdout
    assert on("recount").stdout == "40 events are counted.\n"
