"""Reads a feed."""

from app._inhouse import xmltodict
from app._inhouse.xmltodict import parse

FEED = """<feed version="2"><entry id="a"><title>One</title><tag>x</tag><tag>y</tag></entry><end/></feed>"""

feed = xmltodict.parse(FEED)["feed"]
print(feed["@version"], feed["entry"]["title"], feed["entry"]["tag"], feed["end"])
print(parse(FEED.encode(), force_list=("entry",), attr_prefix="")["feed"]["entry"][0]["id"])
