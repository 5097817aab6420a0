"""Runs the original and what takes its place, in a throw-away environment and child process.

The only stage that runs code of others. The child is limited (`limits`), cut off from network,
processes and files (`probe.guard`) and never trusted (`sandbox`): that stops mistakes and
ordinary misbehaviour. It is no prison for code that was written to break out of CPython.
"""
