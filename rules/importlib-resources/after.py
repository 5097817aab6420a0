"""Reads a file that a package carries."""

import importlib.resources
from importlib.resources import as_file

readme = importlib.resources.files("json") / "__init__.py"
with as_file(readme) as path:
    print(path.name, readme.is_file())
