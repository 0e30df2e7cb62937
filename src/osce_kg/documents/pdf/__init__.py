"""PDF documents: PDFium, in a process of its own, tells what stands where; the lines become paragraphs."""

from osce_kg.documents.pdf.reading import MEDIA_TYPE, is_pdf, read_pdf

__all__ = ["MEDIA_TYPE", "is_pdf", "read_pdf"]
