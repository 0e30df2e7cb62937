"""The command line ``osce-kg``: one module per command, imported only when its command runs."""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import click

from osce_kg import __version__
from osce_kg.errors import OsceKgError

COMMANDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "build": "Build a knowledge graph from documents.",
        "demo": "Build the sample graph, check it, ask it a question and serve it.",
        "diff": "Tell what differs between two builds or dumps.",
        "evaluate": "Measure extraction against gold annotations.",
        "extract": "Print what documents say as JSON, without building a graph.",
        "fetch": "Fetch pages, politely, and keep them for builds.",
        "network": "Write the network of who met whom: GEXF, GraphML, CSV or event data.",
        "ontology": "Check the ontology, or make the page that explains it.",
        "publish": "Load a built graph into a SPARQL store.",
        "query": "Ask a built graph a SPARQL query.",
        "review": "Judge who is one person, where that is doubtful.",
        "serve": "Serve a built graph over HTTP.",
        "shapes": "Check shapes before they check data.",
        "validate": "Check RDF files, or a build, against the shapes.",
        "watch": "Build again whenever documents have changed.",
    }
)
"""Every command with its one-line help: known here, so that ``--help`` needs to import none of them."""

_INTERRUPTED = 130
_PIPE_CLOSED = 141
_INTERNAL = 4


class LazyGroup(click.Group):
    """A group that imports the module of a command when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"osce_kg.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 findings, 2 wrong usage, 3 bad input, 4 fault of the machine or of osce-kg",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Read OSCE documents and ask who met whom, and which sentence says so."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors are told on standard error.

    Args:
        arguments: without the name of the program; those of the process if None.
    """
    try:
        # Not cli.main(): it would turn a closed pipe into exit code 1, which means "findings" here.
        with cli.make_context("osce-kg", list(sys.argv[1:] if arguments is None else arguments)) as context:
            cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as exit_request:
        return exit_request.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except OsceKgError as error:
        click.echo(f"error: {error}", err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except Exception as error:
        if os.environ.get("OSCE_KG_DEBUG") == "1":
            raise
        told = f"internal error ({type(error).__name__}: {error}); OSCE_KG_DEBUG=1 shows where"
        click.echo(told, err=True)
        return _INTERNAL
    return 0


def main() -> None:
    """Entry point of the ``osce-kg`` program."""
    for stream in (sys.stdout, sys.stderr):
        # The same bytes in every locale; undecodable bytes of a path come out as they came in.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    code = run()
    gc.freeze()  # Python would look for garbage among all that is left before it lets go of it anyway
    sys.exit(code)
