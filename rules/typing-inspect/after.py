"""Tells what fields may hold."""

from typing import Dict, List, Optional, Union

from app._inhouse import typing_inspect
from app._inhouse.typing_inspect import get_args, is_optional_type, is_union_type

for tp in (int, Optional[int], int | None, List[str], Dict[str, int], Union[int, str]):
    print(is_optional_type(tp), is_union_type(tp), typing_inspect.get_origin(tp), get_args(tp))
