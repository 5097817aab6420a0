"""Looks for sources."""

import os
import tempfile

from app._inhouse.pathtools import absolute_path, list_files
from app._inhouse.pathtools import filter_paths, match_path

with tempfile.TemporaryDirectory() as folder:
    os.mkdir(os.path.join(folder, "inner"))
    for name in ("a.py", "b.txt", "inner/c.PY"):
        open(os.path.join(folder, name), "w").close()
    found = sorted(list_files(folder))
    print([os.path.basename(each) for each in filter_paths(found, ["*.py"], case_sensitive=False)])
    print(absolute_path(folder + "/x/../a.py") == found[0], match_path("x/y.py", ["*.py"], ["x/*"]))
