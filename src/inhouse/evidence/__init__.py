"""Facts about distributions and their use, read as data: nothing is ever imported or run."""
