"""How good resolution is: which names of a gold it puts together, and how far its scores can be trusted."""
