"""Write a trained network as the files that extraction loads: an int8 ONNX encoder, heads, vocabulary and a card."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from app.extract.encode.model import FORMAT
from app.training.encoder.fit import Vocabulary
from app.training.encoder.net import Net

FOLDER = Path(__file__).parents[2] / "extract" / "data" / "encoder"


class _Bare(nn.Module):
    """The encoder alone, one window at a time: every piece counts, so there is no mask to hand over."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: Tensor) -> Tensor:
        mask = torch.ones_like(input_ids)
        found: Tensor = self.encoder(input_ids=input_ids, attention_mask=mask).last_hidden_state
        return found


def write(net: Net, known: Vocabulary, base: Path, card: Mapping[str, object], folder: Path = FOLDER) -> None:
    """Replace what stands in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    net.eval()
    _encoder(net, folder / "encoder.onnx")
    np.savez_compressed(folder / "heads.npz", allow_pickle=False, **_heads(net))
    shutil.copyfile(base / "tokenizer.json", folder / "tokenizer.json")
    known_features = {"links": list(known.links), "twins": list(known.twins)}
    full = {"format": FORMAT, **card, "labels": known.labels, "features": known_features}
    (folder / "card.json").write_text(json.dumps(full, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _encoder(net: Net, path: Path) -> None:
    """Dynamic int8 with a scale for each output channel; activations are measured on the fly."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "float.onnx"
        torch.onnx.export(
            _Bare(net.encoder),
            (torch.ones((1, 16), dtype=torch.long),),
            str(whole),
            input_names=["input_ids"],
            output_names=["vectors"],
            dynamic_axes={"input_ids": {1: "pieces"}, "vectors": {1: "pieces"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, path, per_channel=True, weight_type=QuantType.QInt8)


def _heads(net: Net) -> dict[str, npt.NDArray[np.float16]]:
    """The heads by the names that ``app.extract.encode.model`` reads, as (in, out) tables in half precision."""
    layers = {"word_hidden": net.word_hidden, "word_output": net.word_output}
    tables: dict[str, Tensor] = {}
    for name, part in (("links", net.links), ("twins", net.twins)):
        for piece, layer in part.named_children():
            if isinstance(layer, nn.Linear):
                layers[f"{name}.{piece}"] = layer
        tables[f"{name}.hidden_table"] = part.hidden_table.weight
        tables[f"{name}.output_table"] = part.output_table.weight
    found = {f"{name}.weight": layer.weight.T for name, layer in layers.items()}
    found |= {f"{name}.bias": layer.bias for name, layer in layers.items() if layer.bias is not None}
    return {name: value.detach().numpy().astype(np.float16) for name, value in (found | tables).items()}
