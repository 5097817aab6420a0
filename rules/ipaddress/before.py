"""Tells what may come in."""

import ipaddress
from ipaddress import ip_address, ip_network

ALLOWED = [ip_network("10.0.0.0/8"), ip_network("2001:db8::/32")]


def allowed(text):
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return any(found in network for network in ALLOWED)


for text in ("10.1.2.3", "11.0.0.1", "2001:db8::1", "x"):
    print(text, allowed(text))
print([str(each) for each in ipaddress.collapse_addresses([ip_network("10.0.0.0/9"), ip_network("10.128.0.0/9")])])
