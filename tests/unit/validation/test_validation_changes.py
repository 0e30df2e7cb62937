from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from osce_kg.errors import InputError, UsageError
from osce_kg.validation import validate_graph
from osce_kg.validation.changes import changed_statements
from osce_kg.validation.discovery import rdf_files
from osce_kg.validation.sources import ReceivedRdf

TEXT = """@prefix : <urn:> .
:a a :T ; :p 1 ; :near :b ; :nested [ :q [ :q 1 ] ] .
:b a :T ; :near :c .
:c a :T ; :near :d .
:d a :T ; :near :e .
:e a :T ; :near :f .
:f a :T .
:x :p 1 .
"""


class Repository:
    """A git repository with one commit named base."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.write("data/a.ttl", TEXT)
        self.commit()
        self.git("branch", "base")

    def git(self, *arguments: str) -> None:
        identity = {
            f"GIT_{role}_{what}": f"{what.lower()}@example.org"
            for role in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        environment = {
            **os.environ,
            **identity,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        subprocess.run(
            ["git", "-C", str(self.root), *arguments], check=True, env=environment, capture_output=True
        )

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "change")

    def described(self, reference: str = "base") -> set[str]:
        directory = self.root / "data"
        changed = changed_statements(rdf_files([directory]), [directory], reference)
        return {subject.removeprefix("<urn:").rstrip(">") for subject, _, _ in changed}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "with space é")


def test_nothing_has_changed_in_an_untouched_checkout(repository: Repository) -> None:
    assert repository.described() == set()


@pytest.mark.parametrize(
    ("old", "new", "described"),
    [
        (":x :p 1 .", ":x :p 2 .", {"x"}),
        (":x :p 1 .", "", {"x"}),
        (":x :p 1 .", ":x :p 1 . :new :p 1 .", {"new"}),
        (":f a :T .", ":f a :U .", {"f"}),
        (":x :p 1 .", "# comment\n:x\n  :p 1\n.", set()),
        ("@prefix : <urn:> .", "@prefix : <urn:> . @prefix o: <urn:other:> .", set()),
        (":x :p 1 .", "<urn:x> <urn:p> 1 , 1 .", set()),
    ],
)
def test_what_was_said_about_a_node_counts_not_how_it_was_written(
    repository: Repository, old: str, new: str, described: set[str]
) -> None:
    repository.write("data/a.ttl", TEXT.replace(old, new))
    assert repository.described() == described
    repository.commit()
    assert repository.described() == described


def test_a_change_in_a_nested_blank_node_is_one_of_the_nodes_around_it(repository: Repository) -> None:
    repository.write("data/a.ttl", TEXT.replace("[ :q 1 ]", "[ :q 2 ]"))
    assert "a" in repository.described()
    assert not {"b", "x"} & repository.described()


def test_blank_nodes_are_compared_by_what_is_said_of_them(repository: Repository) -> None:
    repository.write("data/b.ttl", "[] <urn:p> 1 . _:n <urn:p> 2 .")
    repository.commit()
    repository.git("branch", "--force", "base")
    repository.write("data/b.ttl", "_:other <urn:p> 2 . _:third <urn:p> 1 .")
    assert repository.described() == set()
    repository.write("data/b.ttl", "_:other <urn:p> 2 . _:third <urn:p> 3 .")
    assert "_:f1b2" in repository.described()
    assert "_:f1b1" not in repository.described()


def test_new_untracked_and_removed_files_have_changed(repository: Repository) -> None:
    repository.write("data/new.ttl", "<urn:new> <urn:p> 1 .")
    assert repository.described() == {"new"}
    (repository.root / "data/a.ttl").unlink()
    assert repository.described() >= {"new", "x", "a"}


def test_what_moves_to_another_file_has_not_changed(repository: Repository) -> None:
    (repository.root / "data/a.ttl").unlink()
    lines = [line for line in TEXT.splitlines(keepends=True) if ":nested" not in line]
    repository.write("data/b.ttl", "".join(lines[:3]))
    repository.write("data/c.ttl", "".join([lines[0], *lines[3:], ":new :p 2 ."]))
    changed = changed_statements(rdf_files([repository.root / "data"]), [repository.root / "data"], "base")
    named = {subject for subject, _, _ in changed if not subject.startswith("_:")}
    assert named == {"<urn:a>", "<urn:new>"}


def test_a_change_of_the_other_branch_is_none_of_this_one(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "base")
    repository.write("data/a.ttl", TEXT.replace(":x :p 1", ":x :p 9"))
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    assert repository.described() == set()


def test_only_what_the_change_can_affect_is_checked(repository: Repository, tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:> .
        :S a sh:NodeShape ; sh:targetClass :T ; sh:property :P .
        :P sh:path ( :near :near ) ; sh:class :U ."""
    )
    path = repository.write("data/a.ttl", TEXT.replace(":d a :T ;", ":d a :T , :W ;"))
    sources = rdf_files([path])
    whole = validate_graph(sources, shapes=shapes)
    assert [finding.focus_node for finding in whole.findings] == [f"<urn:{name}>" for name in "abcd"]
    part = validate_graph(sources, shapes=shapes, changed=changed_statements(sources, [], "base"))
    assert "<urn:b>" in {finding.focus_node for finding in part.findings}
    assert set(part.findings) < set(whole.findings)
    assert part.focus_nodes == whole.focus_nodes
    assert part.scope.startswith("only ")


def test_nothing_is_checked_where_nothing_has_changed(repository: Repository) -> None:
    sources = rdf_files([repository.root / "data"])
    report = validate_graph(sources, changed=changed_statements(sources, [], "base"))
    assert (report.findings, report.scope) == ((), "only 0 focus nodes that changes can affect")


@pytest.mark.parametrize("reference", ["no-such-branch", "--help", "-x", "base:data", ""])
def test_a_name_of_no_commit_is_wrong_usage(repository: Repository, reference: str) -> None:
    with pytest.raises(UsageError):
        repository.described(reference)


def test_a_directory_outside_git_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.ttl").write_text(TEXT)
    with pytest.raises(UsageError, match="in no git repository"):
        changed_statements(rdf_files([tmp_path / "a.ttl"]), [], "main")


def test_what_is_no_file_has_no_history() -> None:
    from pyoxigraph import RdfFormat

    with pytest.raises(UsageError, match="needs files"):
        changed_statements([ReceivedRdf("<stdin>", b"", RdfFormat.TURTLE)], [], "main")


def test_an_earlier_file_that_does_not_parse_is_told_as_such(repository: Repository) -> None:
    repository.write("data/b.ttl", "no Turtle")
    repository.commit()
    repository.git("branch", "--force", "base")
    repository.write("data/b.ttl", "<urn:x> <urn:p> 1 .")
    with pytest.raises(InputError, match=r"b\.ttl as it was"):
        repository.described()
