"""Cut an article into windows of consecutive sentences, as word pieces that the encoder reads at once.

Whole sentences share a window until it is full, so that a word is read in the light of the sentences around it
at no further cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from app.extract.records import Document, Sentence

LONGEST = 126  # word pieces of a window without its two marks; attention's cost grows with the square
_OPENING, _CLOSING = 101, 102  # [CLS] and [SEP] of the vocabulary

Word = tuple[int, int]  # (sentence, token)


@dataclass(frozen=True, slots=True)
class Windows:
    pieces: tuple[tuple[int, ...], ...]  # vocabulary numbers, a window each
    rows: Mapping[Word, int]  # a word's first piece, counted over all windows in order


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of a file, free of the truncation and padding to 128 pieces that its file asks for: windows are
    cut here, and what it cut off a long sentence would be read by nobody."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def pack(doc: Document, tokenizer: Tokenizer) -> Windows:
    """The windows of an article; every word has a row."""
    filled: list[list[int]] = []
    rows: dict[Word, int] = {}
    length = 0
    for sentence, pieces in zip(doc.sentences, _pieces(doc.sentences, tokenizer), strict=True):
        if not filled or len(filled[-1]) - 1 + len(pieces) > LONGEST:
            length += _close(filled)
            filled.append([_OPENING])
        for number, word in pieces:
            if len(filled[-1]) - 1 >= LONGEST:
                length += _close(filled)
                filled.append([_OPENING])
            rows.setdefault((sentence.index, word), length + len(filled[-1]))
            filled[-1].append(number)
        for token in sentence.tokens:  # a word of invisible signs has no piece: its neighbour stands for it
            rows.setdefault((sentence.index, token.index), length + len(filled[-1]) - 1)
    _close(filled)
    return Windows(tuple(map(tuple, filled)), rows)


def _close(filled: Sequence[list[int]]) -> int:
    """Mark the end of the last window; its length."""
    if not filled:
        return 0
    filled[-1].append(_CLOSING)
    return len(filled[-1])


def _pieces(sentences: Sequence[Sentence], tokenizer: Tokenizer) -> Iterator[list[tuple[int, int]]]:
    """The word pieces of each sentence: (vocabulary number, token). A blank token is read as a full stop."""
    texts = [[token.text if token.text.strip() else "." for token in s.tokens] for s in sentences]
    for encoded in tokenizer.encode_batch(texts, is_pretokenized=True, add_special_tokens=False):
        yield [(n, w) for n, w in zip(encoded.ids, encoded.word_ids, strict=True) if w is not None]
