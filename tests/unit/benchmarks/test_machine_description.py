"""The machine that measures, in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.machine import file_system, versions

MOUNTS = """\
21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/disk rw
22 21 0:5 / /scratch rw shared:2 - tmpfs none rw
23 21 0:6 / /data rw - ext4 /dev/other rw
24 23 0:7 / /data rw - xfs /dev/third rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("/home/a", "ext4"), ("/scratch", "tmpfs"), ("/scratch/a/b", "tmpfs"), ("/data/a", "xfs")],
)
def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount_above_it(folder: str, kind: str) -> None:
    assert file_system(Path(folder), MOUNTS) == kind


def test_versions_tell_what_is_not_installed() -> None:
    assert versions("numpy", "no-such-library").endswith(", no-such-library (not installed)")
