"""WRITE: changes the graphs of users in a build, and makes the build anew with them.

::

    WriteRequest ── confined process ── statements of users' graphs ── gate ── the build anew, in its place

What a user sends is only ever read, or run, by a process that can be lost and whose only result is what the
graphs of users hold afterwards. Nothing is imported here: the front reads requests and starts writers.
"""
