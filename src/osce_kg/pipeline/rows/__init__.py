"""What builds keep of each document: rows in Parquet files, found again by their keys."""

from osce_kg.pipeline.rows.form import Entry, Row, RowForm, file_name, write_file
from osce_kg.pipeline.rows.kept import KeptRows
from osce_kg.pipeline.rows.packing import pack_rows

__all__ = ["Entry", "KeptRows", "Row", "RowForm", "file_name", "pack_rows", "write_file"]
