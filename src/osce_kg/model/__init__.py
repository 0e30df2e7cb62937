"""The types that stages hand to each other: frozen dataclasses without behaviour of their own."""
