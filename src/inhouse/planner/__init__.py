"""Decides from a verdict and the facts behind it what may be done with a package, and how."""
