"""Measures the hot paths of the product against the raw SQL of the same answer, on people made by COPY."""
