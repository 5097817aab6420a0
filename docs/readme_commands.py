"""Prints one of the README's two set-up commands, so that CI runs what the README says.

python docs/readme_commands.py audit | tests
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"


def commands() -> dict[str, str]:
    """Return the README's first two shell blocks by what they do."""
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return {"audit": blocks[0].strip(), "tests": blocks[1].strip()}


if __name__ == "__main__":
    print(commands()[sys.argv[1]])
