"""What the audit and the gate found, as the formats of other tools want it: rows with places.

`from_audit` and `from_gate` make `Findings` of the two reports; each other module here writes one
format. The rooms `audit` and `gate` offer them by name.
"""
