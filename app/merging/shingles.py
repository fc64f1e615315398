"""Which articles are copies of each other: MinHash over word shingles (Broder 1997).

The same agency text printed by ten outlets is one source. A copy may have lost its tail, got a new dateline or a few
other words; two reporters' own texts about one event share hardly any run of words, however much they agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from datasketch import MinHash

_WORD = re.compile(r"\w+")
WORDS = 4  # a shingle: fewer are shared by chance ("the prime minister of"), more break at every edit
PERMUTATIONS = 128
BANDS, ROWS = 32, 4  # texts of Jaccard likeness 0.5 share a band with probability 0.87, of 0.1 with 0.003
COPY = 0.4  # estimated Jaccard likeness, or
HELD = 0.7  # the share of the shorter text that the longer one holds
_LEAST = 20  # words; shorter texts are too alike to tell
_SEED = 1


def signature(text: str) -> bytes:
    """The MinHash signature of a text, to be stored: 128 hashes of 32 bits and the number of its shingles."""
    found = set(_shingles(text))
    made = MinHash(num_perm=PERMUTATIONS, seed=_SEED)
    made.update_batch([shingle.encode() for shingle in sorted(found)])
    return np.append(made.hashvalues, len(found)).astype("<u4").tobytes()


def bands(signature: bytes) -> tuple[int, ...]:
    """A signed 64-bit hash for each band, in order: texts that share one at the same place may be copies."""
    hashes = np.frombuffer(signature, dtype="<u4")[:PERMUTATIONS]
    return tuple(_fnv(hashes[start : start + ROWS].tobytes()) for start in range(0, BANDS * ROWS, ROWS))


def likeness(a: bytes, b: bytes) -> float:
    """The estimated Jaccard likeness of two texts' shingles, 0..1; its standard error is below 0.05."""
    one, other = (np.frombuffer(side, dtype="<u4")[:PERMUTATIONS] for side in (a, b))
    return float(np.count_nonzero(one == other)) / PERMUTATIONS


def is_copy(a: bytes, b: bytes) -> bool:
    """Whether the texts of two signatures are one text with small edits, or one is a part of the other.

    >>> text = "Troops entered the town on Monday and " + "the mayor asked for help while all shops stayed shut "
    >>> is_copy(signature(text * 2), signature(text * 2 + "as well"))
    True
    """
    sizes = [int(np.frombuffer(side, dtype="<u4")[PERMUTATIONS]) for side in (a, b)]
    if min(sizes) == 0:
        return False
    alike = likeness(a, b)
    shared = alike * sum(sizes) / (1 + alike)
    return alike >= COPY or shared / min(sizes) >= HELD


def _shingles(text: str) -> Iterator[str]:
    words = _WORD.findall(text.casefold())
    if len(words) >= _LEAST:
        yield from (" ".join(words[start : start + WORDS]) for start in range(len(words) - WORDS + 1))


def _fnv(data: bytes) -> int:
    """FNV-1a of 64 bits, the same in every process (``hash`` is not), as a signed number for a bigint column."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value - (1 << 64) if value >> 63 else value
