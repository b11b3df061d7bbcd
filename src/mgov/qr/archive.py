"""Where the pictures of a batch go: a folder, or a zip that is filled by way of one."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Final

from mgov.errors import InvalidValueError

__all__ = ["Folder", "opened", "write_part"]

_MANIFEST: Final = "manifest.jsonl"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # of zip itself: the same files give the same archive


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
        self._digests = self._read_manifest()
        self._manifest = (path / _MANIFEST).open("a", encoding="utf-8")
        if self._manifest.tell():
            self._manifest.write("\n")  # its last line may be half a line, if work was broken off

    def has(self, file: str, digest: str) -> bool:
        """Say whether a file is there and was made of this."""
        return self._digests.get(file) == digest and (self.path / file).is_file()

    def place(self, file: str) -> str:
        """Say where a file is, for people."""
        return str(self.path / file) if self.archive is None else file

    def add(self, file: str, *, number: int, digest: str) -> None:
        """Give a file that `write_part` has written its name, and note what it is made of."""
        (self.path / f"{file}.part").replace(self.path / file)
        line = {"file": file, "row": number, "made_of": digest}
        self._manifest.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._manifest.flush()
        self._digests[file] = digest

    def close(self) -> None:
        """Leave it as it is, to be taken up again."""
        self._manifest.close()

    def finish(self) -> None:
        """Close it for good: a zip is written as a whole, then takes the place of the folder."""
        self.close()
        if self.archive is None:
            return
        unfinished = self.archive.with_name(f"{self.archive.name}.part")
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted([*self._digests, _MANIFEST]):
                entry = zipfile.ZipInfo(file, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, (self.path / file).read_bytes())
        unfinished.replace(self.archive)
        shutil.rmtree(self.path)

    def _read_manifest(self) -> dict[str, str]:
        path = self.path / _MANIFEST
        if not path.exists():
            return {}
        digests = {}
        for line in path.read_text("utf-8").splitlines():
            try:
                entry = json.loads(line)
                digests[str(entry["file"])] = str(entry["made_of"])
            except (json.JSONDecodeError, KeyError, TypeError):
                continue  # an empty line, or half of one
        return digests


def write_part(folder: Path, file: str, content: bytes) -> None:
    """Write a file that has its name only when it is whole; any process may do it.

    Args:
        folder: The path of the folder.
        file: The name that it will have.
        content: What is in it.
    """
    (folder / f"{file}.part").write_bytes(content)


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
