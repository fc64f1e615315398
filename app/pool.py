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
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import date
from importlib.util import find_spec
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar

from app.config import ACTORS_FILE, Settings
from app.errors import ActorsBroken, ExtractionCrashed, ExtractionFailed, ExtractionTimedOut, ModelMissing
from app.extract.records import Extraction

if TYPE_CHECKING:
    from app.extract.layers import Layers
    from app.extract.pipeline import Extractor

P = ParamSpec("P")
R = TypeVar("R")

_log = logging.getLogger(__name__)

_STATM = Path("/proc/self/statm")
_TOO_BIG = 77  # exit status of an extraction process that took too much memory
_WATCH = 0.25  # seconds between its looks
_LOADING = 120  # seconds that loading the model may take; a bigger model on a cold disk needs its time

# In an extraction process: the one extractor, loaded on first use and kept.
_loaded: dict[str, Extractor] = {}


class Slot:
    """One extraction process; it takes one article at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._executor: ProcessPoolExecutor | None = None
        self._process: BaseProcess | None = None
        self._pid: int | None = None

    @property
    def pid(self) -> int | None:
        """The process, once it is loaded."""
        return self._pid

    async def load(self) -> None:
        """Start the process and load the model, if that is still to do.

        Raises ModelMissing, ActorsBroken, and OSError if the cache folder cannot be written.
        """
        if self._pid is not None:
            return
        # A fork would copy the event loop's threads half way through whatever they do.
        context = multiprocessing.get_context("spawn")
        memory = self._settings.extraction_memory_mb << 20
        self._executor = ProcessPoolExecutor(1, context, _settle_in, (os.getpid(), memory))
        known = self._settings.actors / ACTORS_FILE
        self._pid = await self._run(
            _LOADING, _load, self._settings.spacy_model, self._settings.cache_dir, known
        )

    async def extract(
        self, text: str, published: date, title: str | None = None, explain: bool = False
    ) -> Extraction:
        """Raises ExtractionFailed or its kinds, ExtractionTimedOut and ExtractionCrashed.

        The slot is usable again after each of them.
        """
        await self.load()
        model, patience = self._settings.spacy_model, self._settings.extraction_timeout_seconds
        return await self._run(patience, _extract, model, text, published, title, explain)

    async def layers(self, text: str, published: date | None, title: str | None = None) -> Layers:
        """The times and places of a text; raises what `extract` raises."""
        await self.load()
        model, patience = self._settings.spacy_model, self._settings.extraction_timeout_seconds
        return await self._run(patience, _layers, model, text, published, title)

    async def _run(self, patience: float, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        assert self._executor is not None
        try:
            future = self._executor.submit(work, *args, **kwargs)
            # The class has no public way to its process, and forgets it when it dies.
            self._process = next(iter((self._executor._processes or {}).values()), self._process)
            return await asyncio.wait_for(asyncio.wrap_future(future), patience)
        except TimeoutError:
            self.end()
            raise ExtractionTimedOut(seconds=patience) from None
        except BrokenExecutor as error:
            how = _how_it_died(self._process)
            self.end()
            raise ExtractionCrashed(how=how) from error
        except (MemoryError, SystemError) as error:
            self.end()  # what is left of the process is not to be trusted
            raise ExtractionCrashed(how=type(error).__name__) from error
        except asyncio.CancelledError:
            self.end()  # or the slot would go on with an article that nobody waits for
            raise

    def end(self) -> None:
        """End the process at once; the next article starts another."""
        if self._process is not None:
            with suppress(OSError, ValueError):
                self._process.kill()
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._process = self._pid = None


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

    async def extract(
        self, text: str, published: date, title: str | None = None, explain: bool = False
    ) -> Extraction:
        """Extract in the next free slot; raises what `Slot.extract` raises."""
        async with self.slot() as slot:
            return await slot.extract(text, published, title, explain)

    async def layers(self, text: str, published: date | None, title: str | None = None) -> Layers:
        """The times and places of a text, read in the next free slot; raises what `Slot.extract` raises."""
        async with self.slot() as slot:
            return await slot.layers(text, published, title)


def _settle_in(parent: int, memory: int) -> None:
    """First thing in an extraction process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    # As many processes as cores: threads of the linear algebra would only get in each other's way.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    threading.Thread(target=_watch, args=(parent, memory), daemon=True).start()


def _watch(parent: int, memory: int) -> None:
    """End this process when its parent has gone or it takes more than ``memory`` bytes (0 is no limit).

    A killed parent cannot end us, our end of its pipe never closes, and the kernel's parent-death signal comes
    when the thread ends that started us. Its limit on address space (RLIMIT_AS) would count 740 MB, or with
    PyTorch installed 3.3 GB, for a loaded model that takes 300.
    """
    while os.getppid() == parent:
        if memory and _resident() > memory:
            os._exit(_TOO_BIG)
        time.sleep(_WATCH)
    os._exit(1)


def _resident() -> int:
    """Bytes of memory that this process takes; at its peak, where the system tells no more."""
    try:
        return int(_STATM.read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS


def _how_it_died(process: BaseProcess | None) -> str:
    if process is None:
        return "it did not start"
    # The executor's own thread waits for the process too, and until it has noted the status there is none to read.
    for _ in range(20):
        process.join(1)
        if process.exitcode is not None:
            break
        time.sleep(0.05)
    if process.exitcode == _TOO_BIG:
        return "it took more memory than DATELINE_EXTRACTION_MEMORY_MB"
    if process.exitcode is not None and process.exitcode < 0:
        return f"killed by {signal.Signals(-process.exitcode).name}"
    return f"exit status {process.exitcode}"


def _load(model: str, cache: Path, actors: Path) -> int:
    if model not in _loaded:
        if not (find_spec(model) or Path(model).is_dir()):
            raise ModelMissing(model=model)
        # Imported here, in the extraction process: spaCy would take 100 MB of every process that has a pool.
        from app.extract.pipeline import Extractor
        from app.extract.who import KnowledgeError

        try:
            _loaded[model] = Extractor.load(cache, model, actors)
        except KnowledgeError as error:
            raise ActorsBroken(reason=str(error)) from error
    return os.getpid()


def _extract(model: str, text: str, published: date, title: str | None, explain: bool) -> Extraction:
    with _blamed():
        return _loaded[model].extract(text, published, title, explain)


def _layers(model: str, text: str, published: date | None, title: str | None) -> Layers:
    from app.extract.layers import read_layers

    with _blamed():
        return read_layers(_loaded[model].nlp, _loaded[model].gazetteer, text, published, title)


@contextmanager
def _blamed() -> Iterator[None]:
    """An error in here is the article's fault, unless it says that the process is no good any more."""
    try:
        yield
    except (MemoryError, SystemError):
        raise
    except Exception as error:
        _log.exception("Extraction failed")
        raise ExtractionFailed(reason=f"{type(error).__name__}: {error}") from error
