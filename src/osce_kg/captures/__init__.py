"""A folder of captures: pages kept as they were sent, in WARC files with an index."""

from osce_kg.captures.folder import CaptureFolder, is_capture_folder

__all__ = ["CaptureFolder", "is_capture_folder"]
