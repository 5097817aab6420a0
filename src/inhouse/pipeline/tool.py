"""The program's own name and version, as every report gives them."""

from inhouse import __version__
from inhouse.model.report import Tool

TOOL = Tool(name="inhouse", version=__version__)
