"""Names a thing."""

from app._inhouse.nanoid import generate

print(len(generate()), generate("a", size=4))
