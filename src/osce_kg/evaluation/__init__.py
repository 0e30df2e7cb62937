"""How good extraction is: gold annotations, precision and recall, and the gate that refuses a lower score."""
