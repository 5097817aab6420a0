"""Shows who offers what, from a folder that stands for what is installed."""

import sys
import tempfile
from pathlib import Path

from app._inhouse import entrypoints
from app._inhouse.entrypoints import NoSuchEntryPoint, get_single

found = tempfile.TemporaryDirectory()
info = Path(found.name, "Demo-1.5.dist-info")
info.mkdir()
info.joinpath("entry_points.txt").write_text("[demo]\njoin = os.path:join\nos = os [fast, big]\n")
sys.path.append(found.name)

for each in entrypoints.get_group_all("demo"):
    print(each, each.extras, each.distro.version)
for name, each in sorted(entrypoints.get_group_named(group="demo").items()):
    print(name, each.module_name, each.load().__name__)
try:
    print(get_single("demo", "join").load()("a", "b"))
    get_single("demo", "split")
except NoSuchEntryPoint as error:
    print(error, error.group, error.name)
found.cleanup()
