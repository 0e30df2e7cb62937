"""Running a notebook as a reader would, and what of its outputs has to be the same each time.

``python tests/notebooks/notebook_runs.py`` runs every notebook of the documentation and writes
its outputs into it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[2] / "docs" / "notebooks"


def run(path: Path, build: Path, folder: Path) -> Any:
    """Return the notebook with the outputs of a fresh run beside a build.

    Args:
        path: the notebook; it is not changed.
        build: the build of the sample documents.
        folder: an empty folder; the notebook runs in it.
    """
    (folder / "build").symlink_to(build, target_is_directory=True)
    notebook = nbformat.read(path, as_version=4)
    kernel = notebook.metadata
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    with jupyter_of_its_own():
        client.execute()
    notebook.metadata = {"kernelspec": kernel["kernelspec"], "language_info": {"name": "python"}}
    return notebook


def outputs(notebook: Any) -> list[list[object]]:
    """Return the outputs of each cell: texts as they are, of pictures only that there is one.

    The bytes of a picture depend on the fonts and the version of the library that drew it.
    """
    return [
        [sorted(_comparable(output).items()) for output in cell.outputs]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def _comparable(output: Any) -> dict[str, object]:
    if output.output_type == "stream":
        return {output.name: output.text}
    if output.output_type == "error":
        return {"error": f"{output.ename}: {output.evalue}"}
    return {kind: "picture" if kind == "image/png" else content for kind, content in output.data.items()}


@contextmanager
def jupyter_of_its_own() -> Iterator[None]:
    """Let nothing that the user has set up for Jupyter play a part."""
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    with tempfile.TemporaryDirectory(prefix="jupyter-") as folder, pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setenv(name, folder)
        yield


def main() -> None:
    """Write the outputs of all notebooks anew."""
    from osce_kg.pipeline import build_graph
    from osce_kg.resources import resource_path

    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "build"
        build_graph([str(resource_path("data", "documents"))], build)
        for number, path in enumerate(sorted(NOTEBOOKS.glob("*.ipynb"))):
            place = Path(folder) / str(number)
            place.mkdir()
            nbformat.write(run(path, build, place), path)
            print(f"{path.name}: written", file=sys.stderr)


if __name__ == "__main__":
    main()
