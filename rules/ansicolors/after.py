"""Paints words."""

from app._inhouse import colors
from app._inhouse.colors import color, red, strip_color

print(repr(red("no")), repr(red("no", bg="white", style="bold+underline")))
print(repr(color("x", fg="orange", bg=(1, 2, 3))), repr(colors.bold("y", fg=208)))
print(strip_color(red("plain")), colors.ansilen(colors.green("four")))
