"""Read documents from files, folders and addresses into a corpus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from osce_kg.documents.fetching import fetch_page, is_address
from osce_kg.documents.finding import FoundFile, find_files, printable, read_bytes
from osce_kg.documents.limits import ReadLimits
from osce_kg.documents.parsing import STAGE, Origin, Reading, read_document
from osce_kg.documents.register import Register, is_register, read_register
from osce_kg.errors import InputError, LimitError
from osce_kg.model.document import Corpus, Document, Loss


def read_documents(
    sources: Sequence[str], *, register: Path | None = None, limits: ReadLimits = ReadLimits()
) -> Corpus:
    """Read every document that the sources stand for.

    Args:
        sources: files, folders (read through, in the order of names) and http(s) addresses. Files of a folder count
            as documents if they end in .txt, .md, .html or .htm. Only addresses given here use the network.
        register: CSV with the columns ``file``, ``url``, ``title``, ``date``, ``genre``, ``source_note``,
            ``retrieved``. Without it, the ``register.csv`` (and ``register-*.csv``) beside the documents is taken.
        limits: caps on size and time.

    Returns:
        The documents in the order of their keys, each key once, and a loss for whatever could not be read or was
        passed over. An input that is missing or unreadable is a loss too: nothing is raised for it.
    """
    reader = _Reader(limits, register)
    for source in sources:
        reader.read_address(source) if is_address(source) else reader.read_path(source)
    documents = tuple(reader.documents[key] for key in sorted(reader.documents))
    return Corpus(documents, tuple(reader.losses))


@dataclass(slots=True)
class _Reader:
    """Gathers documents and losses over the sources."""

    limits: ReadLimits
    register_path: Path | None
    documents: dict[str, Document] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    _registers: dict[Path, Register] = field(default_factory=dict)

    def read_address(self, url: str) -> None:
        """Fetch and read one page."""
        try:
            page = fetch_page(url, self.limits)
        except (InputError, LimitError) as error:
            self.losses.append(Loss(STAGE, url, str(error)))
            return
        origin = Origin(url, None, page.url, page.media_type, page.charset)
        self._keep(read_document(page.raw, origin), url)

    def read_path(self, source: str) -> None:
        """Read a file, or all documents of a folder."""
        folder = Path(source) if Path(source).is_dir() else Path(source).parent
        for found in find_files(source):
            if isinstance(found, Loss):
                self.losses.append(found)
                continue
            try:
                raw = read_bytes(found.path, self.limits.max_bytes)
            except InputError as error:
                self.losses.append(Loss(STAGE, found.shown, error.reason))
                continue
            entry = self._register_for(found, folder).entries.get(found.path.resolve())
            self._keep(read_document(raw, Origin(found.source, entry)), found.shown)

    def _keep(self, reading: Reading, shown: str) -> None:
        """Add a document, unless the same one was read before."""
        self.losses += [replace(loss, source=shown) for loss in reading.losses]
        document = reading.document
        if document is None:
            return
        earlier = self.documents.setdefault(document.key, document)
        if earlier is not document:
            what = "the same bytes as" if earlier.sha256 == document.sha256 else "another copy of the page in"
            self.losses.append(Loss(STAGE, shown, f"not read again: {what} {earlier.source}", "warning"))

    def _register_for(self, found: FoundFile, folder: Path) -> Register:
        """Return the register that covers a file: the one given, else those in its folder and in the source."""
        if self.register_path is not None:
            return self._load(self.register_path, folder)
        merged = self._folder_register(found.path.parent)
        return merged if found.path.parent == folder else merged.merged(self._folder_register(folder))

    def _folder_register(self, folder: Path) -> Register:
        if folder not in self._registers:
            merged = Register({})
            for path in sorted(folder.iterdir()):
                if is_register(path) and path.is_file():
                    merged = merged.merged(self._load(path, folder))
            self._registers[folder] = merged
        return self._registers[folder]

    def _load(self, path: Path, folder: Path) -> Register:
        """Read a register once; what is wrong with it is reported once."""
        if path not in self._registers:
            try:
                loaded = read_register(path, printable(path), [folder])
            except InputError as error:
                loaded = Register({}, (Loss(STAGE, printable(path), error.reason),))
            self._registers[path] = loaded
            self.losses += loaded.losses
        return self._registers[path]


__all__ = ["ReadLimits", "read_documents"]
