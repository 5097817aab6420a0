"""Names a thing."""

from nanoid import generate

print(len(generate()), generate("a", size=4))
