"""Replaces a function for a while."""

import os

from unittest.mock import Mock, patch

reader = Mock(return_value="text")
print(reader("x"), reader.call_args)
with patch("os.getcwd", return_value="here"):
    print(os.getcwd())
