"""Read documents from files, folders and addresses into a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from osce_kg.documents.fetching import fetch_page, is_address
from osce_kg.documents.finding import FoundFile, find_files, printable, read_bytes
from osce_kg.documents.limits import DEFAULT_LIMITS, ReadLimits
from osce_kg.documents.parsing import STAGE, Origin, Reading, read_document
from osce_kg.documents.register import Register, find_registers, read_register
from osce_kg.errors import InputError, LimitError
from osce_kg.model.document import Corpus, Document, Loss


def read_documents(
    sources: Sequence[str], *, register: Path | None = None, limits: ReadLimits = DEFAULT_LIMITS
) -> Corpus:
    """Read every document that the sources stand for.

    Args:
        sources: files, folders (read through, in the order of names) and http(s) addresses. Files of a folder
            are documents if they end in .txt, .md, .html or .htm. Only addresses given here use the network.
        register: CSV with the columns ``file``, ``url``, ``title``, ``date``, ``genre``, ``source_note``,
            ``retrieved``. Without it, ``register.csv`` and ``register-*.csv`` beside the documents are taken.
        limits: caps on size and time.

    Returns:
        The documents in the order of their keys, each key once, and a loss for whatever could not be read or
        was passed over. Nothing is raised for an input: one that is missing or unreadable is a loss too.
    """
    reader = _Reader(limits, register)
    for source in sources:
        if is_address(source):
            reader.read_address(source)
        else:
            reader.read_path(source)
    documents = tuple(reader.documents[key] for key in sorted(reader.documents))
    return Corpus(documents, tuple(reader.losses))


@dataclass(slots=True)
class _Reader:
    """Gathers documents and losses over the sources."""

    limits: ReadLimits
    register_path: Path | None
    documents: dict[str, Document] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    _registers: dict[tuple[Path, Path], Register] = field(default_factory=dict)

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
        root = Path(source) if Path(source).is_dir() else Path(source).parent
        for found in find_files(source):
            if isinstance(found, Loss):
                self.losses.append(found)
            else:
                self._read_file(found, root)

    def _read_file(self, found: FoundFile, root: Path) -> None:
        try:
            raw = read_bytes(found.path, self.limits.max_bytes)
        except InputError as error:
            self.losses.append(Loss(STAGE, found.shown, error.reason))
            return
        folder = found.path.parent
        paths = [self.register_path] if self.register_path else find_registers(folder, root)
        where = found.path.resolve()
        entries = (self._register(path, root).entries.get(where) for path in paths)
        entry = next((entry for entry in entries if entry is not None), None)
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

    def _register(self, path: Path, root: Path) -> Register:
        """Read a register once; what is wrong with it is reported once."""
        known = self._registers.get((path, root))
        if known is None:
            try:
                known = read_register(path, printable(path), root)
            except InputError as error:
                known = Register({}, (Loss(STAGE, printable(path), error.reason),))
            self._registers[path, root] = known
            self.losses += known.losses
        return known
