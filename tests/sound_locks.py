"""The same two-line project locked in every format, as the material for damage."""

from __future__ import annotations

UV = """\
version = 1
revision = 3
requires-python = ">=3.11"

[[package]]
name = "shop"
version = "1"
source = { virtual = "." }
dependencies = [{ name = "tiny" }]

[[package]]
name = "tiny"
version = "1.0"
source = { registry = "https://index.example/simple" }
"""
POETRY = """\
[[package]]
name = "tiny"
version = "1.0"
optional = false
python-versions = ">=3.8"
groups = ["main"]
files = []

[metadata]
lock-version = "2.1"
python-versions = ">=3.11"
content-hash = "00"
"""
PDM = """\
[metadata]
groups = ["default"]
strategy = ["inherit_metadata"]
lock_version = "4.5.0"
content_hash = "sha256:00"

[[package]]
name = "tiny"
version = "1.0"
groups = ["default"]
files = []
"""
PYLOCK = """\
lock-version = "1.0"
created-by = "hand"

[[packages]]
name = "tiny"
version = "1.0"
index = "https://index.example/simple"
"""
PIPFILE = """\
{"_meta": {"pipfile-spec": 6, "sources": []},
 "default": {"tiny": {"version": "==1.0", "hashes": []}},
 "develop": {}}
"""
REQUIREMENTS = """\
tiny==1.0 \\
    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000
    # via -r requirements.in
"""
LOCKS = {
    "uv.lock": UV,
    "poetry.lock": POETRY,
    "pdm.lock": PDM,
    "pylock.toml": PYLOCK,
    "Pipfile.lock": PIPFILE,
    "requirements.txt": REQUIREMENTS,
}
# What makes each a version that is not known; requirements files have none.
NEWER = {
    "uv.lock": ("version = 1\n", "version = 2\n"),
    "poetry.lock": ('"2.1"', '"3.0"'),
    "pdm.lock": ('"4.5.0"', '"5.0"'),
    "pylock.toml": ('lock-version = "1.0"', 'lock-version = "2.0"'),
    "Pipfile.lock": ('spec": 6', 'spec": 7'),
}
MANY = {
    "uv.lock": '\n[[package]]\nname = "p"\nversion = "1"\n',
    "poetry.lock": '\n[[package]]\nname = "p"\nversion = "1"\n',
    "pdm.lock": '\n[[package]]\nname = "p"\nversion = "1"\n',
    "pylock.toml": '\n[[packages]]\nname = "p"\nversion = "1"\n',
    "Pipfile.lock": '"p": {"version": "==1"}, ',
    "requirements.txt": "p==1\n",
}
