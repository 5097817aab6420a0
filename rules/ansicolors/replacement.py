"""Writes texts in colours, by the escape codes of terminals."""

import functools
import re
from collections.abc import Sequence
from typing import TypeAlias

Spec: TypeAlias = str | int | Sequence[int] | None

COLORS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
STYLES = (
    "none",
    "bold",
    "faint",
    "italic",
    "underline",
    "blink",
    "blink2",
    "negative",
    "concealed",
    "crossed",
)


# The names of CSS Color Module Level 4.
_CSS = """
aliceblue:f0f8ff antiquewhite:faebd7 aqua:00ffff aquamarine:7fffd4 azure:f0ffff beige:f5f5dc
bisque:ffe4c4 black:000000 blanchedalmond:ffebcd blue:0000ff blueviolet:8a2be2 brown:a52a2a
burlywood:deb887 cadetblue:5f9ea0 chartreuse:7fff00 chocolate:d2691e coral:ff7f50
cornflowerblue:6495ed cornsilk:fff8dc crimson:dc143c cyan:00ffff darkblue:00008b darkcyan:008b8b
darkgoldenrod:b8860b darkgray:a9a9a9 darkgreen:006400 darkgrey:a9a9a9 darkkhaki:bdb76b
darkmagenta:8b008b darkolivegreen:556b2f darkorange:ff8c00 darkorchid:9932cc darkred:8b0000
darksalmon:e9967a darkseagreen:8fbc8f darkslateblue:483d8b darkslategray:2f4f4f
darkslategrey:2f4f4f darkturquoise:00ced1 darkviolet:9400d3 deeppink:ff1493 deepskyblue:00bfff
dimgray:696969 dimgrey:696969 dodgerblue:1e90ff firebrick:b22222 floralwhite:fffaf0
forestgreen:228b22 fuchsia:ff00ff gainsboro:dcdcdc ghostwhite:f8f8ff gold:ffd700
goldenrod:daa520 gray:808080 green:008000 greenyellow:adff2f grey:808080 honeydew:f0fff0
hotpink:ff69b4 indianred:cd5c5c indigo:4b0082 ivory:fffff0 khaki:f0e68c lavender:e6e6fa
lavenderblush:fff0f5 lawngreen:7cfc00 lemonchiffon:fffacd lightblue:add8e6 lightcoral:f08080
lightcyan:e0ffff lightgoldenrodyellow:fafad2 lightgray:d3d3d3 lightgreen:90ee90 lightgrey:d3d3d3
lightpink:ffb6c1 lightsalmon:ffa07a lightseagreen:20b2aa lightskyblue:87cefa
lightslategray:778899 lightslategrey:778899 lightsteelblue:b0c4de lightyellow:ffffe0 lime:00ff00
limegreen:32cd32 linen:faf0e6 magenta:ff00ff maroon:800000 mediumaquamarine:66cdaa
mediumblue:0000cd mediumorchid:ba55d3 mediumpurple:9370db mediumseagreen:3cb371
mediumslateblue:7b68ee mediumspringgreen:00fa9a mediumturquoise:48d1cc mediumvioletred:c71585
midnightblue:191970 mintcream:f5fffa mistyrose:ffe4e1 moccasin:ffe4b5 navajowhite:ffdead
navy:000080 oldlace:fdf5e6 olive:808000 olivedrab:6b8e23 orange:ffa500 orangered:ff4500
orchid:da70d6 palegoldenrod:eee8aa palegreen:98fb98 paleturquoise:afeeee palevioletred:db7093
papayawhip:ffefd5 peachpuff:ffdab9 peru:cd853f pink:ffc0cb plum:dda0dd powderblue:b0e0e6
purple:800080 rebeccapurple:663399 red:ff0000 rosybrown:bc8f8f royalblue:4169e1
saddlebrown:8b4513 salmon:fa8072 sandybrown:f4a460 seagreen:2e8b57 seashell:fff5ee sienna:a0522d
silver:c0c0c0 skyblue:87ceeb slateblue:6a5acd slategray:708090 slategrey:708090 snow:fffafa
springgreen:00ff7f steelblue:4682b4 tan:d2b48c teal:008080 thistle:d8bfd8 tomato:ff6347
turquoise:40e0d0 violet:ee82ee wheat:f5deb3 white:ffffff whitesmoke:f5f5f5 yellow:ffff00
yellowgreen:9acd32
"""
css_colors = {
    name: tuple(bytes.fromhex(code)) for name, code in (each.split(":") for each in _CSS.split())
}


def _code(spec: str | int | Sequence[int], base: int) -> str:
    """Return the numbers of a colour: a name, one of 256, red green and blue, or "#ff8000"."""
    name = spec.strip().lower() if isinstance(spec, str) else spec
    if name == "default":
        return str(base + 9)
    if name in COLORS:
        return str(base + COLORS.index(name))
    if isinstance(name, int) and 0 <= name <= 255:
        return f"{base + 8};5;{name}"
    if isinstance(name, tuple | list):
        return ";".join(map(str, (base + 8, 2, *name)))
    return ";".join(map(str, (base + 8, 2, *parse_rgb(name))))


def parse_rgb(s: object) -> tuple[int, ...]:
    """Return red, green and blue of a name of CSS, "#ff8000", "#f80" or "rgb(255, 128, 0)"."""
    text = s.strip().replace(" ", "").lower() if isinstance(s, str) else ""
    if text in css_colors:
        return css_colors[text]
    if match := re.match("#([a-f0-9]{6})$", text):
        return tuple(bytes.fromhex(match[1]))
    if match := re.match("#([a-f0-9]{3})$", text):
        return tuple(int(digit * 2, 16) for digit in match[1])
    if match := re.match(r"rgb\((\d+),(\d+),(\d+)\)", text):
        return tuple(map(int, match.groups()))
    raise ValueError(f"Could not parse color '{text if isinstance(s, str) else s}'")


def color(s: str, fg: Spec = None, bg: Spec = None, style: str | None = None) -> str:
    """Return a text in a colour, on another, in styles such as "bold+underline"."""
    codes = [_code(fg, 30)] if fg else []
    codes += [_code(bg, 40)] if bg else []
    for each in style.split("+") if style else ():
        if each not in STYLES:
            raise ValueError(f'Invalid style "{each}"')
        codes.append(str(STYLES.index(each)))
    return f"\x1b[{';'.join(codes)}m{s}\x1b[0m" if codes else s


def strip_color(s: str) -> str:
    """Return a text without colours and styles."""
    return re.sub("\x1b\\[(K|.*?m)", "", s)


def ansilen(s: str) -> int:
    """Return the length of a text without colours and styles."""
    return len(strip_color(s))


black = functools.partial(color, fg="black")
red = functools.partial(color, fg="red")
green = functools.partial(color, fg="green")
yellow = functools.partial(color, fg="yellow")
blue = functools.partial(color, fg="blue")
magenta = functools.partial(color, fg="magenta")
cyan = functools.partial(color, fg="cyan")
white = functools.partial(color, fg="white")
bold = functools.partial(color, style="bold")
none = functools.partial(color, style="none")
faint = functools.partial(color, style="faint")
italic = functools.partial(color, style="italic")
underline = functools.partial(color, style="underline")
blink = functools.partial(color, style="blink")
blink2 = functools.partial(color, style="blink2")
negative = functools.partial(color, style="negative")
concealed = functools.partial(color, style="concealed")
crossed = functools.partial(color, style="crossed")
