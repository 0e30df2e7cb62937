"""``osce-kg serve``: serve a build over HTTP."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("serve")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Directory that a build has written.",
)
@click.option(
    "--backend",
    metavar="URL",
    help="SPARQL endpoint of a store that a build was published into; DIR then only gives files and texts.",
)
@click.option("--host", help="Address to listen on [default: 127.0.0.1: this machine only].")
@click.option("--port", type=int, help="Port to listen on; 0 lets the system choose [default: 8080].")
@click.option("--workers", type=int, help="Queries that run at once [default: 4].")
@click.option("--deadline", type=float, help="Seconds until a query is stopped [default: 10].")
@click.option(
    "--federate",
    "federated_endpoints",
    multiple=True,
    metavar="URL",
    help="SPARQL endpoint that queries may call with SERVICE; may be repeated [default: none].",
)
@click.option(
    "--config", "settings_file", type=click.Path(path_type=Path), metavar="FILE", help="Settings in TOML."
)
def command(data: Path | None, settings_file: Path | None, **flags: object) -> None:
    """Serve the build in DIR, or the graph in a store of others: pages, linked data and a SPARQL endpoint.

    Settings also come from the environment (OSCE_KG_PORT and so on). Ends cleanly on Ctrl-C and SIGTERM.
    """
    import os

    from osce_kg.config import load_settings
    from osce_kg.errors import UsageError
    from osce_kg.hosting.serving import serve
    from osce_kg.web import check_address

    # A flag that may be repeated, and is not there, is an empty tuple: nothing is said by it.
    given = {name: value for name, value in flags.items() if value != ()}
    settings = load_settings(settings_file, os.environ, given)

    if settings.backend:
        check_address(settings.backend, "the backend")
    elif data is None:
        raise UsageError("there is nothing to serve: give --data DIR, --backend URL, or both")

    def announce(url: str) -> None:
        click.echo(f"Serving {settings.backend or data} at {url} (Ctrl-C ends it)")
        if settings.write_port:
            click.echo(
                f"Writes are taken at {settings.write_host}, port {settings.write_port}, with the token"
            )

    serve(data, settings, announce=announce)
