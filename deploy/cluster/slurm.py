"""Builds a graph with workers that SLURM starts and ends as they are needed.

Run it where jobs may be submitted from, best in a small job of its own (build.sbatch)::

    python deploy/cluster/slurm.py --jobs 20 -- reports/ --out build

What stands after ``--`` is given to ``osce-kg build``. Needs ``pip install 'osce-kg[cluster]' dask-jobqueue``
in an environment that the nodes can read; documents and build are read and written here only.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

import dask
from dask_jobqueue import SLURMCluster


def main() -> int:
    """Start the scheduler here, ask SLURM for workers, and build; return the exit code of the build."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--jobs", type=int, default=4, help="Jobs that may run at once.")
    parser.add_argument("--processes", type=int, default=4, help="Workers in each job, of one core each.")
    parser.add_argument("--memory", default="8GB", help="Of a job; a worker takes about 0.5 GB.")
    parser.add_argument("--walltime", default="02:00:00", help="Of a job; another takes its place.")
    parser.add_argument("--partition", help="Of SLURM.")
    parser.add_argument("--account", help="Of SLURM.")
    parser.add_argument("--interface", help="Network by which the nodes reach this one, such as ib0.")
    parser.add_argument("build", nargs="+", help="Arguments of the build.")
    options = parser.parse_args()
    # A job that reaches the end of its time is no fault of a document.
    with dask.config.set({"distributed.scheduler.allowed-failures": 3}), make_cluster(options) as cluster:
        cluster.adapt(minimum_jobs=1, maximum_jobs=options.jobs)
        arguments = [*options.build, "--scheduler", cluster.scheduler_address]
        return subprocess.run([sys.executable, "-m", "osce_kg", "build", *arguments], check=False).returncode


def make_cluster(options: argparse.Namespace) -> SLURMCluster:
    """Return a cluster without workers."""
    return SLURMCluster(
        queue=options.partition,
        account=options.account,
        cores=options.processes,
        processes=options.processes,
        memory=options.memory,
        walltime=options.walltime,
        interface=options.interface,
        # Workers end by themselves before their job does, so that their partitions go to others in time.
        worker_extra_args=["--lifetime", "100m", "--lifetime-stagger", "5m"],
        scheduler_options={"dashboard_address": None},
    )


if __name__ == "__main__":
    sys.exit(main())
