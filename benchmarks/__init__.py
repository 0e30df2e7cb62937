"""Measurements of cost, as ratios between two things that do the same work in the same run.

Seconds depend on the machine and its load, ratios hardly do: no test asserts seconds, and what the documents
claim is a ratio that ``make bench`` reproduces.
"""
