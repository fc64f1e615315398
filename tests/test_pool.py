"""Extraction processes that die, hang or fill the memory, for real."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from datetime import date

import psutil
import pytest

from app.config import Settings
from app.errors import ExtractionCrashed, ExtractionTimedOut, ModelMissing
from app.pool import ExtractionPool
from tests.processes import until

DAY = date(2025, 3, 4)
SHORT = "Iran's foreign minister visited Baghdad on Monday."
# Two paragraphs keep a process busy for seconds: long enough to kill it while it reads.
LONG = "\n".join([SHORT * 400] * 4)


@pytest.fixture
async def pool():
    async with ExtractionPool(Settings(), 1) as pool:
        await pool.warm()
        yield pool


async def test_extracts_in_another_process(pool):
    extraction = await pool.extract(SHORT, DAY)
    assert [report.type for report in extraction.reports] == ["visit"]
    assert pool.slots[0].pid not in (None, os.getpid())


async def test_a_killed_process_fails_its_article_and_no_other(pool):
    long, short = asyncio.create_task(pool.extract(LONG, DAY)), asyncio.create_task(pool.extract(SHORT, DAY))
    await asyncio.sleep(0.3)
    os.kill(pool.slots[0].pid, signal.SIGKILL)
    with pytest.raises(ExtractionCrashed, match="killed by SIGKILL"):
        await long
    assert (await short).reports


async def test_an_extraction_that_takes_too_long_is_ended():
    async with ExtractionPool(Settings(extraction_timeout_seconds=0.3), 1) as pool:
        await pool.warm()
        busy = pool.slots[0].pid
        with pytest.raises(ExtractionTimedOut, match=r"longer than 0\.3 seconds"):
            await pool.extract(LONG, DAY)
        until(lambda: not psutil.pid_exists(busy) or psutil.Process(busy).status() == psutil.STATUS_ZOMBIE)
        assert (await pool.extract(SHORT, DAY)).reports


async def test_an_article_that_fills_the_memory_fails_alone(pool):
    fits = psutil.Process(pool.slots[0].pid).memory_info().rss // 2**20 + 150
    async with ExtractionPool(Settings(extraction_memory_mb=fits), 1) as pool:
        await pool.warm()
        with pytest.raises(ExtractionCrashed, match="more memory than DATELINE_EXTRACTION_MEMORY_MB"):
            await pool.extract(" ".join([SHORT] * 4000), DAY)
        assert (await pool.extract(SHORT, DAY)).reports


async def test_an_abandoned_extraction_frees_its_slot(pool):
    task = asyncio.create_task(pool.extract(LONG, DAY))
    await asyncio.sleep(0.3)
    task.cancel()
    started = time.monotonic()
    assert (await pool.extract(SHORT, DAY)).reports
    assert time.monotonic() - started < 15


async def test_a_missing_model_is_named():
    async with ExtractionPool(Settings(spacy_model="xx_no_such_model"), 1) as pool:
        with pytest.raises(ModelMissing, match="xx_no_such_model"):
            await pool.warm()


def test_processes_end_with_a_killed_parent():
    program = (
        "import asyncio, time\n"
        "from app.config import Settings\n"
        "from app.pool import ExtractionPool\n"
        "async def main():\n"
        "    pool = ExtractionPool(Settings(), 1)\n"
        "    await pool.warm()\n"
        "    print(pool.slots[0].pid, flush=True)\n"
        "    await asyncio.sleep(60)\n"
        "if __name__ == '__main__': asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        child.wait(10)
    assert not child.is_running()
