"""A project's manifests with a requirement less or more, and its tools told of owned code."""

from inhouse.codemod.manifest.addition import add_requirement
from inhouse.codemod.manifest.edits import ManifestEdit
from inhouse.codemod.manifest.own_code import own_code_settings
from inhouse.codemod.manifest.removal import remove_requirement

__all__ = ["ManifestEdit", "add_requirement", "own_code_settings", "remove_requirement"]
