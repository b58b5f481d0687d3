"""Every guard of the product, found in its source; taken away one at a time, a test must turn red (B4).

`python -m tests.support.mutants` tries all of them and writes `killers.json`; see `python -m tests.support.mutants -h`.
"""
