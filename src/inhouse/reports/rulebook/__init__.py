"""The catalogue and its checks, for a person and as JSON."""
