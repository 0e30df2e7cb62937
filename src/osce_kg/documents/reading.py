"""Read documents from files, folders and addresses into a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from osce_kg.captures import CaptureFolder, is_capture_folder
from osce_kg.documents.fetching import fetch_page, is_address
from osce_kg.documents.finding import FoundFile, find_files, printable, read_bytes
from osce_kg.documents.kept import HeldReadings, KeptReading, KeptReadings, reading_key
from osce_kg.documents.limits import DEFAULT_LIMITS, ReadLimits
from osce_kg.documents.parsing import STAGE, Origin, read_document
from osce_kg.documents.register import Register, RegisterEntry, find_registers, read_register
from osce_kg.errors import InputError, LimitError
from osce_kg.model.capture import Capture
from osce_kg.model.document import Corpus, Loss, ReadDocument
from osce_kg.web import without_credentials


def read_documents(
    sources: Sequence[str],
    *,
    register: Path | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
    kept: KeptReadings | None = None,
) -> Corpus:
    """Read every document that the sources stand for.

    Args:
        sources: files, folders (read through, in the order of names), folders of captures (the newest of each
            document) and http(s) addresses. Files of a folder are documents if they end in .txt, .md, .html,
            .htm, .pdf or .docx. Only addresses given here use the network.
        register: CSV with the columns ``file``, ``url``, ``title``, ``date``, ``genre``, ``source_note``,
            ``retrieved``. Without it, ``register.csv`` and ``register-*.csv`` beside the documents are taken.
        limits: caps on size and time.
        kept: what was read before, where what is read now is kept too; the result does not depend on it. By
            default nothing was, and the documents are held in memory.

    Returns:
        The documents in the order of their keys, each key once, and a loss for whatever could not be read or
        was passed over. Nothing is raised for an input: one that is missing or unreadable is a loss too.
    """
    roots = {source: _root(Path(source)) for source in sources if not is_address(source)}
    reader = _Reader(limits, register, tuple(roots.values()), kept or HeldReadings())
    for source in sources:
        if source in roots:
            reader.read_path(source, roots[source])
        else:
            reader.read_address(source)
    readings = tuple(reader.readings[key] for key in sorted(reader.readings))
    return Corpus(readings, tuple(reader.losses))


def _root(path: Path) -> Path:
    """Return the folder that a source stands in or is; a path that no system allows stands in its parent."""
    try:
        return path if path.is_dir() else path.parent
    except (OSError, ValueError):
        return path.parent


@dataclass(slots=True)
class _Reader:
    """Gathers readings and losses over the sources."""

    limits: ReadLimits
    register_path: Path | None
    roots: tuple[Path, ...]
    kept: KeptReadings
    readings: dict[str, ReadDocument] = field(default_factory=dict)
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
        self._read(page.raw, origin, shown)

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
        self._read(raw, origin, capture.url)

    def _read_file(self, found: FoundFile, root: Path) -> None:
        try:
            raw = read_bytes(found.path, self.limits.max_bytes)
        except InputError as error:
            self.losses.append(Loss(STAGE, found.shown, error.reason))
            return
        self._read(raw, Origin(found.source, self._entry(found.path, root)), found.shown)

    def _read(self, raw: bytes, origin: Origin, shown: str) -> None:
        """Read a document, unless that was done before."""
        key = reading_key(raw, origin, self.limits)
        kept = self.kept.get(key)
        if kept is None:
            reading = read_document(raw, origin, self.limits)
            if reading.document is None:
                self._lose(reading.losses, shown)
                return
            kept = self.kept.put(key, reading.document, reading.losses)
        self._add(kept, shown)

    def _add(self, kept: KeptReading, shown: str) -> None:
        """Add a document, unless the corpus has the same one already."""
        self._lose(kept.losses, shown)
        document = kept.document
        earlier = self.readings.get(document.key)
        if earlier is None:
            self.readings[document.key] = document
            return
        what = "the same bytes as" if earlier.sha256 == document.sha256 else "another copy of the page in"
        self.losses.append(Loss(STAGE, shown, f"not read again: {what} {earlier.source}", "warning"))

    def _lose(self, losses: Iterable[Loss], shown: str) -> None:
        self.losses += [replace(loss, source=shown) for loss in losses]

    def _entry(self, path: Path, root: Path) -> RegisterEntry | None:
        """Return what a register says about a file."""
        registers = self._registers_for(path.parent, root)
        if not registers:  # without one, to resolve the path would take longer than to read the file
            return None
        where = path.resolve()
        entries = (register.entries.get(where) for register in registers)
        return next((entry for entry in entries if entry is not None), None)

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
