"""The parts of an Office Open XML package (ISO/IEC 29500-2), a ZIP archive that strangers have made.

Nothing is unpacked to the disk, so names of members lead nowhere; a part is unpacked in memory up to a cap.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Final
from xml.parsers import expat

from osce_kg.errors import InputError

_SUPPORTED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # by ISO/IEC 29500-2
_ENCRYPTED: Final = 0x1
_LARGEST_RATIO: Final = 200
_SMALL: Final = 1 << 20  # short parts of equal runs pack better than any ratio that could be a sign of a bomb
_MOST_MEMBERS: Final = 10_000
_DEEPEST_NESTING: Final = 500
_FAULTS: Final = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError)

StartHandler = Callable[[str, Mapping[str, str]], None]
EndHandler = Callable[[str], None]


class Package:
    """A package whose parts are read on demand."""

    def __init__(self, raw: bytes, max_bytes: int) -> None:
        """Open a package.

        Args:
            raw: the archive.
            max_bytes: the most that a part may have when it is unpacked.

        Raises:
            InputError: it is no ZIP archive, is damaged, or has absurdly many members.
        """
        self._max_bytes = max_bytes
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
        except _FAULTS:
            raise InputError("damaged: a ZIP archive that is cut off or not well-formed") from None
        if len(self._archive.filelist) > _MOST_MEMBERS:
            raise InputError(f"more than {_MOST_MEMBERS} members in the archive")

    def main_document(self) -> str | None:
        """Return the name of the part that the package says is the main document; None if it does not say."""
        targets: list[str] = []

        def take(name: str, attributes: Mapping[str, str]) -> None:
            if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
                targets.append(attributes.get("Target", ""))

        if not self.has("_rels/.rels"):
            return None
        self.parse("_rels/.rels", take, lambda _name: None, lambda _text: None)
        return posixpath.normpath(targets[0].lstrip("/")) if targets else None

    def has(self, part: str) -> bool:
        """Tell whether the package has a part."""
        return part in self._archive.NameToInfo

    def parse(self, part: str, start: StartHandler, end: EndHandler, text: Callable[[str], None]) -> None:
        """Parse a part as XML and call the handlers, which get names without namespace.

        A document type declaration is refused before it can declare an entity: none is expanded or fetched.

        Raises:
            InputError: the part is encrypted, damaged, too large, not well-formed, or nested without end.
        """
        depth = 0

        def enter(name: str, attributes: Mapping[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > _DEEPEST_NESTING:
                raise InputError(f"elements nested more than {_DEEPEST_NESTING} deep")
            start(_local(name), {_local(key): value for key, value in attributes.items()})

        def leave(name: str) -> None:
            nonlocal depth
            depth -= 1
            end(_local(name))

        def refuse(*_declaration: object) -> None:
            raise InputError("a document type declaration, which is not read")

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = enter
        parser.EndElementHandler = leave
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = refuse
        try:
            parser.Parse(self._content(part), True)
        except expat.ExpatError as error:
            raise InputError(f"{part} is not well-formed: {error}") from None

    def _content(self, part: str) -> bytes:
        info = self._archive.NameToInfo[part]
        if info.flag_bits & _ENCRYPTED:
            raise InputError("it needs a password")
        if info.compress_type not in _SUPPORTED:
            raise InputError(f"{part} is packed in a way that this format does not allow")
        limit = min(self._max_bytes, max(_SMALL, _LARGEST_RATIO * info.compress_size))
        try:
            with self._archive.open(info) as opened:
                content = opened.read(limit + 1)
        except _FAULTS:
            raise InputError(f"damaged: {part} cannot be unpacked") from None
        if len(content) > limit:
            raise InputError(f"{part} is larger than the limit of {limit} bytes when unpacked")
        return content


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
