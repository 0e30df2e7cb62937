"""DOCX documents: the paragraphs of the main text, read from the package without unpacking it."""

from osce_kg.documents.docx.reading import MEDIA_TYPE, is_package, read_docx

__all__ = ["MEDIA_TYPE", "is_package", "read_docx"]
