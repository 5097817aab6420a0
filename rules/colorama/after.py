"""Paints a line."""

from app._inhouse import colorama
from app._inhouse.colorama import Fore, Style

print(repr(f"{Fore.RED}no{Style.RESET_ALL}"), repr(colorama.Back.LIGHTBLUE_EX))
print(repr(colorama.Cursor.UP(2)), sorted(vars(Style)))
