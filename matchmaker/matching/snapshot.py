"""A fitted matcher as a folder of arrays: written once, never changed, opened by memory map.

``save`` writes beside and renames, so that a reader sees a whole snapshot or none. ``load`` checks the
format, the analysis, the manifest's own digest and the size of every file; ``verify`` reads every byte.
A machine that stops at the wrong moment leaves files of the right size and the wrong content: the first
``load`` after a restart, or on another machine, verifies, and notes the run of the machine in ``CHECKED``.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.codec import StoredSuppliers
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.segment import Segment
from matchmaker.matching.suggester import CpvClassifier, Features, Habits, LevelModel
from matchmaker.matching.terms import TermTable
from matchmaker.matching.weights import ANALYSIS, WeightsError, parse_weights

FORMAT = "match-snapshot/1"
MANIFEST = "manifest.json"
CHECKED = "CHECKED"
BOOT = Path("/proc/sys/kernel/random/boot_id")  # one text for each run of the machine (Linux)
Array = NDArray[Any]


class SnapshotError(ValueError):
    """The folder holds no usable snapshot: missing, cut, altered, or of another version. Rebuild it."""


def save(matcher: SupplierMatcher, folder: Path) -> str:
    """Write the matcher, tail merged, in place of ``folder``; returns its version (a digest)."""
    if len(matcher.segments_) > 1:
        matcher = matcher.merged()
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        version = _write(matcher, beside)
        _swap(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return version


def load(folder: Path) -> SupplierMatcher:
    """The matcher of the folder, its arrays on disk. Raises SnapshotError."""
    manifest = _manifest(folder)
    _check_sizes(folder, manifest["files"])
    _check_bytes_once(folder, manifest["files"])
    try:
        return _read(folder, manifest)
    except (OSError, ValueError, KeyError) as error:
        raise SnapshotError(f"{folder}: {error}") from error


def verify(folder: Path) -> None:
    """Compare every byte with the digests of the manifest. Raises SnapshotError."""
    manifest = _manifest(folder)
    _check_sizes(folder, manifest["files"])
    _check_bytes(folder, manifest["files"])


def version(folder: Path) -> str:
    """The snapshot's version, to know whether another one took its place. Raises SnapshotError."""
    return str(_manifest(folder)["version"])


def _write(matcher: SupplierMatcher, folder: Path) -> str:
    segment = matcher.segments_[0]
    stored = StoredSuppliers.of(segment.suppliers)
    parts: dict[str, object] = {
        "words": matcher.words_,
        "grams": matcher.grams_,
        "suppliers": stored,
        "segment": segment,
        "habits": matcher.classifier_.habits_,
        **{f"block{at}": block for at, block in enumerate(matcher.classifier_.blocks_)},
        **{f"level{digits}": level for digits, level in matcher.classifier_.levels_.items()},
    }
    numbers: dict[str, float] = {}
    for name, part in parts.items():
        for path, value in _leaves(part, name):
            if isinstance(value, np.ndarray):
                np.save(folder / f"{path}.npy", value, allow_pickle=False)
            else:
                numbers[path] = value
    body = {
        "format": FORMAT,
        "weights": matcher.weights_.to_json(),
        "blocks": len(matcher.classifier_.blocks_),
        "levels": sorted(matcher.classifier_.levels_),
        "numbers": numbers,
        "files": {
            path.name: {"size": path.stat().st_size, "digest": _digest(path)}
            for path in sorted(folder.iterdir())
        },
    }
    body["version"] = _digest_of(body)
    (folder / MANIFEST).write_text(json.dumps(body, sort_keys=True), encoding="utf-8")
    (folder / CHECKED).write_text(_boot(), encoding="utf-8")
    return str(body["version"])


def _read(folder: Path, manifest: Mapping[str, Any]) -> SupplierMatcher:
    reader = _Reader(folder, manifest["numbers"])
    matcher = SupplierMatcher()
    matcher.weights_ = parse_weights(manifest["weights"])
    matcher.words_ = reader.read(TermTable, "words")
    matcher.grams_ = reader.read(TermTable, "grams")
    classifier = CpvClassifier()
    classifier.blocks_ = tuple(reader.read(Features, f"block{at}") for at in range(manifest["blocks"]))
    classifier.levels_ = {digits: reader.read(LevelModel, f"level{digits}") for digits in manifest["levels"]}
    classifier.habits_ = reader.read(Habits, "habits")
    matcher.classifier_ = classifier
    reader.suppliers = reader.read(StoredSuppliers, "suppliers")
    matcher.segments_ = (reader.read(Segment, "segment"),)
    return matcher


def _leaves(value: object, path: str) -> Iterator[tuple[str, Any]]:
    """The arrays and numbers of a dataclass, and of those inside it; texts become an array of texts."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if not (isinstance(value, Segment) and field.name == "suppliers"):
                yield from _leaves(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, tuple):
        yield path, np.array(value, dtype=np.str_) if value else np.empty(0, dtype="U1")
    else:
        yield path, value


class _Reader:
    """Puts the dataclasses back together from their type hints."""

    def __init__(self, folder: Path, numbers: Mapping[str, float]) -> None:
        self.folder = folder
        self.numbers = numbers
        self.suppliers: StoredSuppliers | None = None

    def read(self, kind: type[Any], path: str) -> Any:
        hints = get_type_hints(kind)
        return kind(
            **{
                field.name: self._field(hints[field.name], field.name, f"{path}.{field.name}")
                for field in fields(kind)
            }
        )

    def _field(self, hint: Any, name: str, path: str) -> Any:
        if name == "suppliers":
            return self.suppliers
        if is_dataclass(hint):
            return self.read(hint, path)  # type: ignore[arg-type]  # is_dataclass told it is a class
        if hint in (int, float):
            return hint(self.numbers[path])
        mapped = np.load(self.folder / f"{path}.npy", mmap_mode="r", allow_pickle=False)
        array = mapped.view(np.ndarray)  # numpy's own class for maps makes each look-up ten times slower
        if get_origin(hint) is tuple and str in get_args(hint):
            return tuple(array.tolist())
        return array


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        body = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SnapshotError(f"{folder}: no readable manifest ({error})") from error
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise SnapshotError(f"{folder}: not in the format {FORMAT}")
    told = body.pop("version", None)
    if told != _digest_of(body):
        raise SnapshotError(f"{folder}: the manifest was altered")
    if body["weights"].get("analysis") != ANALYSIS:
        raise SnapshotError(f"{folder}: made by another analysis than {ANALYSIS}")
    try:
        parse_weights(body["weights"])
    except WeightsError as error:
        raise SnapshotError(f"{folder}: {error}") from error
    return {**body, "version": told}


def _check_sizes(folder: Path, files: Mapping[str, Mapping[str, Any]]) -> None:
    for name, held in files.items():
        try:
            size = (folder / name).stat().st_size
        except OSError as error:
            raise SnapshotError(f"{folder / name}: missing") from error
        if size != held["size"]:
            raise SnapshotError(f"{folder / name}: {size} bytes instead of {held['size']}")


def _check_bytes(folder: Path, files: Mapping[str, Mapping[str, Any]]) -> None:
    for name, held in files.items():
        if _digest(folder / name) != held["digest"]:
            raise SnapshotError(f"{folder / name}: its content is not what was written")


def _check_bytes_once(folder: Path, files: Mapping[str, Mapping[str, Any]]) -> None:
    """Once for each run of the machine; at every ``load`` where that run cannot be told or noted."""
    noted, boot = folder / CHECKED, _boot()
    if boot and noted.is_file() and noted.read_text(encoding="utf-8", errors="replace") == boot:
        return
    _check_bytes(folder, files)
    with suppress(OSError):  # a folder that cannot be written is verified again
        noted.write_text(boot, encoding="utf-8")


def _boot() -> str:
    """Empty where the system does not tell."""
    try:
        return BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _swap(beside: Path, folder: Path) -> None:
    """``beside`` takes the place of ``folder``; whoever has the old one open keeps reading it."""
    if folder.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
        os.rename(folder, old / "snapshot")
        os.rename(beside, folder)
        shutil.rmtree(old, ignore_errors=True)
    else:
        os.rename(beside, folder)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, lambda: blake2b(digest_size=16)).hexdigest()


def _digest_of(body: Mapping[str, object]) -> str:
    return blake2b(json.dumps(body, sort_keys=True).encode(), digest_size=16).hexdigest()
