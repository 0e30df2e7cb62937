"""``python -m osce_kg`` is ``osce-kg``."""

from osce_kg.cli import main

main()
