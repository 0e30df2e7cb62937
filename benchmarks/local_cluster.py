"""A Dask cluster of this machine: a scheduler in this process and workers in processes of their own."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_SETTINGS: Final = {
    # The first death is told; who gets another try is decided by us.
    "distributed.scheduler.allowed-failures": 0,
    # On a busy machine a worker may need longer to come back than the 15 s after which it is forgotten.
    "distributed.deploy.lost-worker-timeout": "10 minutes",
}


@contextmanager
def local_cluster(folder: Path, workers: int = 1) -> Iterator[str]:
    """Give the address of a scheduler with some workers; a worker that ends is started again.

    Args:
        folder: for the files of the workers.
        workers: how many, of one thread each.
    """
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set(_SETTINGS),
        LocalCluster(  # type: ignore[no-untyped-call]  # as many functions of Dask
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            local_directory=str(folder),
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        yield cluster.scheduler_address
