"""Workers killed with SIGKILL: at any moment nothing is lost and nothing is done twice."""

import random
import time

from tests.processes import until
from tests.workers.articles import counts, long_article, short_articles, state, states, told
from tests.workers.conftest import eventually, working

ARTICLES = 240
KILLS = 8


async def test_a_run_with_kills_ends_like_one_without(quick, database_url, store, spawn, other_database):
    articles = short_articles(ARTICLES)
    calm_url, calm_store = other_database
    await calm_store(articles)
    async with working(quick.model_copy(update={"database_url": calm_url})):
        await eventually(lambda: states(calm_url) == {"done": ARTICLES}, 120)

    await store(articles)
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    done_at_kill = []
    for _ in range(KILLS):
        worker = spawn(quick)
        before = states(database_url).get("done", 0)
        if chance.random() < 0.8:  # else anywhere in its start
            until(lambda at=before: states(database_url).get("done", 0) > at, 60)
        time.sleep(chance.uniform(0, 0.4))
        worker.kill()
        worker.wait()
        done_at_kill.append(states(database_url).get("done", 0))
    assert 0 < done_at_kill[-1] < ARTICLES, f"the kills came too early or too late: {done_at_kill}"
    async with working(quick):
        await eventually(lambda: states(database_url) == {"done": ARTICLES}, 120)
        await eventually(lambda: counts(database_url)[3] == 0)
    assert told(database_url) == told(calm_url), f"seed {seed}, kills at {done_at_kill}"
    assert counts(database_url) == (*counts(calm_url)[:3], 0)


async def test_an_article_on_which_the_worker_dies_again_and_again_is_held(quick, database_url, store, spawn):
    careful = quick.model_copy(update={"max_crashes": 2})
    await store([long_article()])
    for crash in (1, 2):
        worker = spawn(careful)
        until(lambda at=crash: state(database_url, "long") == ("processing", None, at), 60)
        worker.kill()
        worker.wait()
    spawn(careful)
    until(lambda: state(database_url, "long")[0] == "failed", 60)
    assert state(database_url, "long") == ("failed", "The worker died 2 times while reading this article.", 3)


async def test_the_job_of_a_killed_worker_is_taken_over_by_one_that_runs(quick, database_url, store, spawn):
    await store([long_article()])
    first = spawn(quick)
    until(lambda: state(database_url, "long")[0] == "processing", 60)
    second = spawn(quick)
    first.kill()
    first.wait()
    until(lambda: state(database_url, "long")[0] == "done", 90)
    assert state(database_url, "long")[2] == 2
    second.terminate()
    assert second.wait(20) == 0
