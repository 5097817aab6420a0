"""Code lines, as every measure of a package counts them."""

from inhouse.model.code_lines import code_lines

__all__ = ["code_lines"]
