"""The order of the stages, one module a step; `commands` has what the command line calls."""
