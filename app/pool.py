"""Extraction in processes of its own, away from event loops and safe from articles that kill.

Each slot of the pool is one process, so when a process dies (out of memory, a fault in a C library) or takes
too long, exactly the article it was reading is to blame, and only that slot is started anew.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import resource
import signal
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar

from app.config import Settings
from app.errors import ExtractionCrashed, ExtractionFailed, ExtractionTimedOut, ModelMissing
from app.extract.records import Extraction

if TYPE_CHECKING:
    from app.extract.pipeline import Extractor

P = ParamSpec("P")
R = TypeVar("R")

_log = logging.getLogger(__name__)

_LOADING = 120  # seconds that loading the model may take; a bigger model on a cold disk needs its time

# In an extraction process: the one extractor, loaded on first use and kept.
_loaded: dict[str, Extractor] = {}


class Slot:
    """One extraction process; it takes one article at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._executor: ProcessPoolExecutor | None = None
        self._pid: int | None = None

    @property
    def pid(self) -> int | None:
        """The process, once it is loaded."""
        return self._pid

    async def load(self) -> None:
        """Start the process and load the model, if that is still to do. Raises ModelMissing."""
        if self._pid is not None:
            return
        # A fork would copy the event loop's threads half way through whatever they do.
        context = multiprocessing.get_context("spawn")
        memory = self._settings.extraction_memory_mb << 20
        self._executor = ProcessPoolExecutor(1, context, _settle_in, (os.getpid(), memory))
        self._pid = await self._run(_LOADING, _load, self._settings.spacy_model, self._settings.cache_dir)

    async def extract(self, text: str, published: date, title: str | None = None) -> Extraction:
        """Raises ExtractionFailed or its kinds, ExtractionTimedOut and ExtractionCrashed.

        The slot is usable again after each of them.
        """
        await self.load()
        model, patience = self._settings.spacy_model, self._settings.extraction_timeout_seconds
        return await self._run(patience, _extract, model, text, published, title)

    async def _run(self, patience: float, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        assert self._executor is not None
        try:
            future = self._executor.submit(work, *args, **kwargs)
            return await asyncio.wait_for(asyncio.wrap_future(future), patience)
        except TimeoutError:
            self.end()
            raise ExtractionTimedOut(seconds=patience) from None
        except BrokenExecutor as error:
            self.end()
            raise ExtractionCrashed(how="killed, or out of memory") from error
        except ExtractionCrashed:
            self.end()  # what an article that filled the memory left of the process is not to be trusted
            raise
        except asyncio.CancelledError:
            self.end()  # or the slot would go on with an article that nobody waits for
            raise

    def end(self) -> None:
        """End the process at once; the next article starts another."""
        executor, self._executor, self._pid = self._executor, None, None
        if executor is None:
            return
        for process in list((executor._processes or {}).values()):  # the class has no public way
            with suppress(OSError, ValueError):
                process.kill()
        executor.shutdown(wait=False, cancel_futures=True)


class ExtractionPool:
    """``processes`` slots; ``async with`` ends them."""

    def __init__(self, settings: Settings, processes: int) -> None:
        self.slots = tuple(Slot(settings) for _ in range(processes))
        self._free: asyncio.Queue[Slot] = asyncio.Queue()
        for slot in self.slots:
            self._free.put_nowait(slot)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for slot in self.slots:
            slot.end()

    async def warm(self) -> None:
        """Load the model in every process now. Raises ModelMissing."""
        await asyncio.gather(*(slot.load() for slot in self.slots))

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[Slot]:
        """A slot for one article, as soon as one is free."""
        slot = await self._free.get()
        try:
            yield slot
        finally:
            self._free.put_nowait(slot)

    async def extract(self, text: str, published: date, title: str | None = None) -> Extraction:
        """Extract in the next free slot; raises what `Slot.extract` raises."""
        async with self.slot() as slot:
            return await slot.extract(text, published, title)


def _settle_in(parent: int, memory: int) -> None:
    """First thing in an extraction process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _end_with(parent: int) -> None:
    """A killed parent cannot end us, and our end of its pipe never closes: look for ourselves.

    Not by the kernel's parent-death signal: that one comes when the thread ends that started us.
    """
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _load(model: str, cache: Path) -> int:
    # Imported here, in the extraction process: spaCy would take 100 MB of every process that has a pool.
    from app.extract.pipeline import Extractor

    if model not in _loaded:
        try:
            _loaded[model] = Extractor.load(cache, model)
        except OSError as error:
            raise ModelMissing(model=model) from error
    return os.getpid()


def _extract(model: str, text: str, published: date, title: str | None) -> Extraction:
    try:
        return _loaded[model].extract(text, published, title)
    except MemoryError:
        raise ExtractionCrashed(how="it needed more than DATELINE_EXTRACTION_MEMORY_MB") from None
    except Exception as error:
        _log.exception("Extraction failed")
        raise ExtractionFailed(reason=f"{type(error).__name__}: {error}") from error
