"""Our application without isolation, for any WSGI server: ``app`` serves the build in ``SERVED_BUILD``."""

from __future__ import annotations

import os
from pathlib import Path

from osce_kg.publishing import load_release
from osce_kg.server.application import create_app

_build = Path(os.environ["SERVED_BUILD"])
app = create_app(_build, store=load_release(_build / "dump"))
