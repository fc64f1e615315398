"""The fine-tuned encoder with its heads, as ``app.training.encoder`` wrote them.

``data/encoder/`` holds the int8 ONNX encoder, the heads, the vocabulary, and a card of where they come from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable

import numpy as np
import onnxruntime
import threadpoolctl
from tokenizers import Tokenizer

from app.extract.encode.heads import Array, Layer, PairHead, WordHead
from app.extract.encode.windows import Word, load_tokenizer, pack
from app.extract.records import Document

FORMAT = 1
WIDTH = 384


class ModelError(ValueError):
    """The encoder's files do not fit this version of the code."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """A vector for every word of an article."""

    table: Array  # (word pieces, WIDTH)
    rows: Mapping[Word, int]

    def of(self, words: Sequence[Word]) -> Array:
        """(words, WIDTH), in the order asked. Raises KeyError for a word that is not the article's."""
        return self.table[[self.rows[word] for word in words]]


@dataclass(frozen=True, slots=True)
class Encoder:
    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    labels: tuple[str, ...]  # "none" first, then event types
    words: WordHead
    links: PairHead  # an act and a word: source, target, place, time
    twins: PairHead  # two acts: one happening
    card: Mapping[str, object]

    @classmethod
    def load(cls, folder: Traversable | None = None) -> Encoder:
        """The packaged model, or that of another folder, on one thread: workers are processes. Raises ModelError if
        its files are of another format.

        NumPy's products are held to one thread in the whole process, too: the heads' are so small that a second
        thread only waits, and doubled the processor time of an article.
        """
        threadpoolctl.threadpool_limits(limits=1, user_api="blas")
        folder = folder or files("app.extract").joinpath("data/encoder")
        card = json.loads(folder.joinpath("card.json").read_text(encoding="utf-8"))
        if card.get("format") != FORMAT:
            raise ModelError(
                f"the encoder has format {card.get('format')!r}, this code reads {FORMAT}: train it again"
            )
        with as_file(folder) as path:
            heads = {name: np.asarray(values) for name, values in np.load(path / "heads.npz").items()}
            session = onnxruntime.InferenceSession(
                str(path / "encoder.onnx"),
                _options(),
                providers=["CPUExecutionProvider"],
                # the fused layer takes five times as long as the two that it stands for: a sixth of the encoder
                disabled_optimizers=["SkipLayerNormFusion"],
            )
            tokenizer = load_tokenizer(path / "tokenizer.json")
        features = card["features"]
        return cls(
            session=session,
            tokenizer=tokenizer,
            labels=tuple(card["labels"]),
            words=_words(heads),
            links=_pairs(heads, "links", features["links"]),
            twins=_pairs(heads, "twins", features["twins"]),
            card={name: value for name, value in card.items() if name not in ("labels", "features")},
        )

    def read(self, doc: Document) -> Vectors:
        """Encode an article, window by window: alone, a window needs no padding."""
        windows = pack(doc, self.tokenizer)
        tables = [self._encode(pieces) for pieces in windows.pieces]
        table = np.concatenate(tables) if tables else np.zeros((0, WIDTH), dtype=np.float32)
        return Vectors(table, windows.rows)

    def _encode(self, pieces: Sequence[int]) -> Array:
        (vectors,) = self.session.run(None, {"input_ids": np.asarray([pieces], dtype=np.int64)})
        return np.asarray(vectors[0], dtype=np.float32)


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # the arena keeps the largest window's memory for good; windows are small and quick to allocate
    options.enable_cpu_mem_arena = False
    return options


def _layer(heads: Mapping[str, Array], name: str) -> Layer:
    weight = heads[f"{name}.weight"].astype(np.float32)
    return Layer(
        weight,
        heads[f"{name}.bias"].astype(np.float32)
        if f"{name}.bias" in heads
        else np.zeros(weight.shape[1], np.float32),
    )


def _words(heads: Mapping[str, Array]) -> WordHead:
    return WordHead(_layer(heads, "word_hidden"), _layer(heads, "word_output"))


def _pairs(heads: Mapping[str, Array], name: str, features: Sequence[str]) -> PairHead:
    return PairHead(
        act=_layer(heads, f"{name}.act"),
        word=_layer(heads, f"{name}.word"),
        act_gate=_layer(heads, f"{name}.act_gate"),
        word_gate=_layer(heads, f"{name}.word_gate"),
        product=_layer(heads, f"{name}.product"),
        output=_layer(heads, f"{name}.link_output"),
        rows={feature: row for row, feature in enumerate(features)},
        hidden_table=heads[f"{name}.hidden_table"].astype(np.float32),
        output_table=heads[f"{name}.output_table"].astype(np.float32),
    )
