"""The files for clusters are well-formed and fit together; SLURM has a stand-in."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from deployment_files import DEPLOY, REPOSITORY

from processes import CORPUS, environment

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")

CLUSTER = DEPLOY / "cluster"

SBATCH = """#!{python}
import subprocess, sys
script = sys.argv[-1]
with open("{folder}/job.sh", "w") as copy:
    copy.write(open(script).read())
subprocess.Popen(["bash", "{folder}/job.sh"], stdout=open("{folder}/job.log", "w"), stderr=subprocess.STDOUT,
                 start_new_session=True)
print("Submitted batch job 1")
"""


def objects() -> dict[tuple[str, str], dict[str, Any]]:
    documents = yaml.safe_load_all((CLUSTER / "kubernetes.yaml").read_text(encoding="utf-8"))
    return {(one["kind"], one["metadata"]["name"]): one for one in documents}


def pods() -> dict[str, dict[str, Any]]:
    specs = [(name, one["spec"]) for (_, name), one in objects().items()]
    return {name: spec["template"]["spec"] for name, spec in specs if "template" in spec}


def test_every_object_says_what_it_is() -> None:
    assert set(objects()) == {
        ("Service", "scheduler"),
        ("Deployment", "scheduler"),
        ("Deployment", "worker"),
        ("Job", "build"),
        ("NetworkPolicy", "scheduler"),
    }
    assert all("apiVersion" in one and "spec" in one for one in objects().values())


def test_selectors_find_their_pods() -> None:
    for (kind, name), one in objects().items():
        if kind == "Deployment":
            labels = one["spec"]["template"]["metadata"]["labels"]
            assert one["spec"]["selector"]["matchLabels"].items() <= labels.items(), name
    scheduler = objects()["Deployment", "scheduler"]["spec"]["template"]["metadata"]["labels"]
    assert objects()["Service", "scheduler"]["spec"]["selector"].items() <= scheduler.items()


def test_workers_and_build_use_the_port_that_the_scheduler_listens_at() -> None:
    (port,) = objects()["Service", "scheduler"]["spec"]["ports"]
    commands = {name: pod["containers"][0]["command"] for name, pod in pods().items()}
    assert commands["scheduler"][commands["scheduler"].index("--port") + 1] == str(port["targetPort"])
    address = f"tcp://scheduler:{port['port']}"
    assert address in commands["worker"]
    assert address in commands["build"]


def test_pods_have_no_more_rights_than_they_need() -> None:
    for name, pod in pods().items():
        assert pod["securityContext"]["runAsNonRoot"], name
        assert pod["automountServiceAccountToken"] is False, name
        for container in pod["containers"]:
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}, name
            assert "memory" in container["resources"]["limits"], name
            assert container["image"] == "osce-kg-cluster"


@pytest.mark.parametrize("name", ["scheduler", "worker"])
def test_dask_takes_the_options_of_its_commands(name: str) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'osce-kg[cluster]'")
    from click.testing import CliRunner
    from distributed.cli import dask_scheduler, dask_worker

    program, role, *arguments = pods()[name]["containers"][0]["command"]
    command = dask_scheduler.main if role == "scheduler" else dask_worker.main
    assert program == "dask"
    result = CliRunner().invoke(command, [*arguments, "--help"])
    assert result.exit_code == 0
    options = [one for one in arguments if one.startswith("--")]
    assert [one for one in options if one not in result.output and one != "--no-dashboard"] == []


def test_the_batch_script_is_a_script() -> None:
    subprocess.run(["bash", "-n", str(CLUSTER / "build.sbatch")], check=True)
    lines = (CLUSTER / "build.sbatch").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("#SBATCH --") for line in lines if line.startswith("#SBATCH"))
    (command,) = [line for line in lines if "slurm.py" in line]
    assert (REPOSITORY / shlex.split(command)[2]).is_file()


@pytest.mark.slow
def test_a_build_with_workers_that_slurm_starts(tmp_path: Path) -> None:
    pytest.importorskip("dask_jobqueue", reason="dask-jobqueue is not installed")
    _stand_in(tmp_path / "bin" / "sbatch", SBATCH.format(python=sys.executable, folder=tmp_path))
    _stand_in(tmp_path / "bin" / "scancel", f"#!{sys.executable}\n")
    path = f"{tmp_path / 'bin'}:{environment()['PATH']}"
    arguments = ["--jobs", "1", "--processes", "1", "--memory", "1GB", "--interface", "lo", "--"]
    done = subprocess.run(
        [sys.executable, CLUSTER / "slurm.py", *arguments, CORPUS / "a.txt", "--out", tmp_path / "build"],
        env=environment(PATH=path, PYTHONPATH=os.pathsep.join(sys.path)),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1 documents" in done.stderr
    job = (tmp_path / "job.sh").read_text(encoding="utf-8")
    assert "#SBATCH --mem=" in job


def _stand_in(program: Path, text: str) -> None:
    program.parent.mkdir(exist_ok=True)
    program.write_text(text, encoding="utf-8")
    program.chmod(0o755)
