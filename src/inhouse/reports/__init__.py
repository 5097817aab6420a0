"""Renderers: a value in, text out. A format is one file in the room of what it shows.

The rooms are `audit` (Report), `card` (Card), `gate` (GateReport) and `graph` (GraphView); every
module there has `FORMAT`, the name that users give, and `render(value, page) -> str`, which is
pure.
"""
