"""Pages of findings and claims: calculators for a case, one finding, the table of claims, many workers at once."""
