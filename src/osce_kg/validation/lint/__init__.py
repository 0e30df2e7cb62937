"""Lint: are the shapes themselves well made? Shapes that check nothing look like data that conform."""

from osce_kg.validation.lint.linting import lint_shapes

__all__ = ["lint_shapes"]
