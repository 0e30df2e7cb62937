"""Read documents from files, folders and addresses into a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from osce_kg.captures import CaptureFolder, is_capture_folder
from osce_kg.documents.fetching import fetch_page, is_address
from osce_kg.documents.finding import FoundFile, find_files, printable, read_bytes
from osce_kg.documents.limits import DEFAULT_LIMITS, ReadLimits
from osce_kg.documents.parsing import STAGE, Origin, Reading, read_document
from osce_kg.documents.register import Register, find_registers, read_register
from osce_kg.errors import InputError, LimitError
from osce_kg.model.capture import Capture
from osce_kg.model.document import Corpus, Document, Loss
from osce_kg.web import without_credentials


def read_documents(
    sources: Sequence[str], *, register: Path | None = None, limits: ReadLimits = DEFAULT_LIMITS
) -> Corpus:
    """Read every document that the sources stand for.

    Args:
        sources: files, folders (read through, in the order of names), folders of captures (the newest of each
            document) and http(s) addresses. Files of a folder are documents if they end in .txt, .md, .html,
            .htm, .pdf or .docx. Only addresses given here use the network.
        register: CSV with the columns ``file``, ``url``, ``title``, ``date``, ``genre``, ``source_note``,
            ``retrieved``. Without it, ``register.csv`` and ``register-*.csv`` beside the documents are taken.
        limits: caps on size and time.

    Returns:
        The documents in the order of their keys, each key once, and a loss for whatever could not be read or
        was passed over. Nothing is raised for an input: one that is missing or unreadable is a loss too.
    """
    roots = {source: _root(Path(source)) for source in sources if not is_address(source)}
    reader = _Reader(limits, register, tuple(roots.values()))
    for source in sources:
        if source in roots:
            reader.read_path(source, roots[source])
        else:
            reader.read_address(source)
    documents = tuple(reader.documents[key] for key in sorted(reader.documents))
    return Corpus(documents, tuple(reader.losses))


def _root(path: Path) -> Path:
    """Return the folder that a source stands in or is; a path that no system allows stands in its parent."""
    try:
        return path if path.is_dir() else path.parent
    except (OSError, ValueError):
        return path.parent


@dataclass(slots=True)
class _Reader:
    """Gathers documents and losses over the sources."""

    limits: ReadLimits
    register_path: Path | None
    roots: tuple[Path, ...]
    documents: dict[str, Document] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    _registers: dict[Path, Register] = field(default_factory=dict)
    _beside: dict[tuple[Path, Path], list[Register]] = field(default_factory=dict)

    def read_address(self, url: str) -> None:
        """Fetch and read one page."""
        shown = without_credentials(url)
        try:
            page = fetch_page(url, self.limits)
        except (InputError, LimitError) as error:
            self.losses.append(Loss(STAGE, shown, str(error)))
            return
        origin = Origin(shown, None, page.url, page.media_type, page.charset)
        self._keep(read_document(page.raw, origin, self.limits), shown)

    def read_path(self, source: str, root: Path) -> None:
        """Read a file of the folder ``root``, or all documents of the folder itself."""
        if is_capture_folder(Path(source)):
            self._read_captures(Path(source))
            return
        for found in find_files(source):
            if isinstance(found, Loss):
                self.losses.append(found)
            else:
                self._read_file(found, root)

    def _read_captures(self, path: Path) -> None:
        """Read the newest capture of each document that ``fetch`` has kept."""
        try:
            with CaptureFolder.open(path) as folder:
                for capture in folder.newest_pages():
                    self._read_capture(folder, capture)
        except InputError as error:
            self.losses.append(Loss(STAGE, printable(path), error.reason))

    def _read_capture(self, folder: CaptureFolder, capture: Capture) -> None:
        try:
            raw = folder.content(capture.document, self.limits.max_bytes)
        except InputError as error:
            self.losses.append(Loss(STAGE, capture.url, error.reason))
            return
        origin = Origin(capture.url, None, capture.url, capture.media_type, capture.charset, capture.time)
        self._keep(read_document(raw, origin, self.limits), capture.url)

    def _read_file(self, found: FoundFile, root: Path) -> None:
        try:
            raw = read_bytes(found.path, self.limits.max_bytes)
        except InputError as error:
            self.losses.append(Loss(STAGE, found.shown, error.reason))
            return
        where = found.path.resolve()
        entries = (register.entries.get(where) for register in self._registers_for(found.path.parent, root))
        entry = next((entry for entry in entries if entry is not None), None)
        self._keep(read_document(raw, Origin(found.source, entry), self.limits), found.shown)

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

    def _registers_for(self, folder: Path, root: Path) -> list[Register]:
        """Return the register that was given, else those beside the documents of a folder."""
        if (folder, root) not in self._beside:
            paths = [self.register_path] if self.register_path else find_registers(folder, root)
            self._beside[folder, root] = [self._register(path) for path in paths]
        return self._beside[folder, root]

    def _register(self, path: Path) -> Register:
        """Read a register once; what is wrong with it is reported once."""
        if path not in self._registers:
            try:
                register = read_register(path, printable(path), self.roots)
            except InputError as error:
                register = Register({}, (Loss(STAGE, printable(path), error.reason),))
            self._registers[path] = register
            self.losses += register.losses
        return self._registers[path]
