"""The contents of files at an earlier commit, from git. Nothing is changed, and no hook or filter runs."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from osce_kg.errors import MachineError, UsageError

_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A commit of a repository.

    Attributes:
        root: top directory of the work tree.
        commit: its full name.
    """

    root: Path
    commit: str

    def read(self, path: Path) -> bytes | None:
        """Return the bytes of a file of the work tree at the commit; None if it was not there.

        Raises:
            MachineError: git failed.
        """
        relative = path.resolve().relative_to(self.root).as_posix()
        listed = _git(self.root, "ls-tree", "-z", self.commit, "--", relative)
        if not listed:
            return None
        kind, name = listed.split(b"\t", 1)[0].split()[1:3]
        return _git(self.root, "cat-file", "blob", name.decode()) if kind == b"blob" else None

    def files_below(self, directory: Path) -> list[Path]:
        """Return the files that were in a directory of the work tree at the commit.

        Raises:
            MachineError: git failed.
        """
        relative = directory.resolve().relative_to(self.root).as_posix()
        listed = _git(self.root, "ls-tree", "-r", "-z", "--name-only", self.commit, "--", f"{relative}/")
        return [self.root / path.decode("utf-8", "surrogateescape") for path in listed.split(b"\0") if path]


def snapshot(directory: Path, reference: str) -> Snapshot:
    """Return the commit at which the present one left ``reference``: their merge base.

    Args:
        directory: any in the work tree.
        reference: branch, tag or commit.

    Raises:
        UsageError: the directory is in no repository, or there is no such commit in it.
        MachineError: git is not installed, or failed.
    """
    if reference.startswith("-"):
        raise UsageError(f"no name of a commit: {reference}")
    try:
        root = _git(directory, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")
    except MachineError as error:
        raise UsageError(f"{directory} is in no git repository ({error})") from error
    try:
        base = _git(directory, "merge-base", "--", reference, "HEAD").decode().strip()
    except MachineError as error:
        raise UsageError(
            f"no common history with {reference} ({error}); a shallow checkout needs its whole history"
        ) from error
    return Snapshot(Path(root).resolve(), base)


def _git(directory: Path, *arguments: str) -> bytes:
    command = ["git", "--literal-pathspecs", "-C", str(directory), *arguments]
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, timeout=_SECONDS, stdin=subprocess.DEVNULL
        )
    except FileNotFoundError as error:
        raise MachineError("git is not installed") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MachineError(f"git cannot be run ({error})") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise MachineError(f"git: {said[-1] if said else f'exit code {done.returncode}'}")
    return done.stdout
