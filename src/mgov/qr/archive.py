"""Where the pictures of a batch go: a folder, or a zip that is filled by way of one."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from array import array
from pathlib import Path
from typing import Final

from mgov.errors import InvalidValueError

__all__ = ["Folder", "opened", "write_part"]

_MANIFEST: Final = "manifest.jsonl"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # of zip itself: the same files give the same archive
_KINDS: Final = (".svg", ".png")
_UNFINISHED: Final = (*(f"{kind}.part" for kind in _KINDS), f"{_MANIFEST}.part")


class Folder:
    """A folder that knows what each of its files was made of.

    Attributes:
        path: Where it is.
        archive: The zip that it becomes when it is finished.
    """

    def __init__(self, path: Path, archive: Path | None = None) -> None:
        self.path = path
        self.archive = archive
        path.mkdir(parents=True, exist_ok=True)
        self._prefix = os.path.join(path, "")  # noqa: PTH118 -- joined to a name for each file
        # However many files there are, little is held for each: its name, its digest, its row.
        self._before = self._read_manifest()
        self._made: dict[str, bytes] = {}
        self._rows = array("Q")  # of what is made, in the same order
        self._manifest = (path / _MANIFEST).open("a", encoding="utf-8")
        if self._manifest.tell():
            self._manifest.write("\n")  # its last line may be half a line, if work was broken off

    def knows(self, file: str) -> bool:
        """Say whether a run before has made a file."""
        return file in self._before

    def keep(self, file: str, *, number: int, digest: str) -> bool:
        """Say whether a file is there and was made of this, and then keep it."""
        kept = self._before.get(file) == digest and (self.path / file).is_file()
        if kept:
            self._count(file, number, digest)
        return kept

    def place(self, file: str) -> str:
        """Say where a file is, for people."""
        return self._prefix + file if self.archive is None else file

    def add(self, file: str, *, number: int, digest: str) -> None:
        """Give a file that `write_part` has written its name, and note what it is made of."""
        if file in self._before:  # if work is broken off here, it is not what it was made of
            self._note(file, number, None)
        path = self._prefix + file
        os.replace(f"{path}.part", path)  # noqa: PTH105 -- twice as fast, for each file
        self._note(file, number, digest)
        self._count(file, number, digest)

    def left_over(self) -> list[str]:
        """Name the files of runs before, which no row of this run made or kept."""
        return sorted(self._before)

    def remove(self, files: list[str]) -> None:
        """Delete files that are left over."""
        for file in files:
            (self.path / file).unlink(missing_ok=True)
            del self._before[file]

    def close(self) -> None:
        """Leave it as it is, to be taken up again."""
        self._manifest.close()

    def finish(self) -> None:
        """Close it for good: a zip is written as a whole, then takes the place of the folder."""
        self.close()
        self._write_manifest()
        if self.archive is None:
            return
        unfinished = self.archive.with_name(f"{self.archive.name}.part")
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, path in sorted(self._all_files()):
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
        unfinished.replace(self.archive)
        shutil.rmtree(self.path)

    def _all_files(self) -> list[tuple[str, Path]]:
        """Give the files, also those that somebody else has put into the zip."""
        found = (each for each in self.path.rglob("*") if each.is_file())
        return [
            (each.relative_to(self.path).as_posix(), each)
            for each in found
            if not each.name.endswith(_UNFINISHED)
        ]

    def _count(self, file: str, number: int, digest: str) -> None:
        self._before.pop(file, None)
        self._made[file] = bytes.fromhex(digest)
        self._rows.append(number)

    def _note(self, file: str, number: int | None, digest: str | None) -> None:
        self._manifest.write(_line(file, number, digest))
        self._manifest.flush()

    def _read_manifest(self) -> dict[str, str]:
        path = self.path / _MANIFEST
        if not path.exists():
            return {}
        digests: dict[str, str] = {}
        for line in path.read_text("utf-8").splitlines():
            try:
                entry = json.loads(line)
                file, digest = str(entry["file"]), entry["made_of"]
            except (json.JSONDecodeError, KeyError, TypeError):
                continue  # an empty line, or half of one
            # A zip may come from anywhere: nothing outside the folder is named, or deleted.
            if Path(file).name == file and file.endswith(_KINDS):
                digests[file] = str(digest)
        return digests

    def _write_manifest(self) -> None:
        """Tell of each file once, in the order of the rows; those that are left over come last."""
        path = self.path / _MANIFEST
        unfinished = path.with_name(f"{_MANIFEST}.part")
        with unfinished.open("w", encoding="utf-8") as manifest:
            for (file, digest), number in zip(self._made.items(), self._rows, strict=True):
                manifest.write(_line(file, number, digest.hex()))
            for file, told in sorted(self._before.items()):
                manifest.write(_line(file, None, told))
        unfinished.replace(path)


def _line(file: str, number: int | None, digest: str | None) -> str:
    entry = {"file": file, "row": number, "made_of": digest}
    return json.dumps(entry, ensure_ascii=False) + "\n"


def write_part(folder: str, file: str, content: bytes) -> None:
    """Write a file that has its name only when it is whole; any process may do it.

    Args:
        folder: The path of the folder.
        file: The name that it will have.
        content: What is in it.
    """
    path = os.path.join(folder, f"{file}.part")  # noqa: PTH118 -- for each file, and faster
    with open(path, "wb") as part:  # noqa: PTH123 -- likewise
        part.write(content)


def opened(into: Path) -> Folder:
    """Open a folder, or the folder of parts of a zip; a zip that is there is unpacked into it.

    Args:
        into: A folder, or a file that ends in `.zip`.

    Raises:
        mgov.errors.InvalidValueError: If the file is there and no zip.
        OSError: If nothing can be written there.
    """
    if into.suffix.lower() != ".zip":
        return Folder(into)
    parts = into.with_name(f"{into.name}.parts")
    if into.exists() and not parts.exists():
        try:
            with zipfile.ZipFile(into) as archive:
                archive.extractall(parts)
        except zipfile.BadZipFile:
            trouble, remedy = "is there and no zip", "Name a file that is not there."
            raise InvalidValueError(trouble, field="into", remedy=remedy, code="into_zip") from None
    return Folder(parts, into)
