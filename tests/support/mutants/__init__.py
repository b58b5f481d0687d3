"""Every guard of the product, found in its source; taken away one at a time, a test must turn red (B4).

`python -m tests.support.mutants --trace` sees which tests meet which guard (half an hour, once in a while);
`--missing --keep` then tries the guards that nothing was seen to catch, and writes what does in `killers.json`.
Without `--missing` all are tried, each first with what caught it last time. `-h` tells the rest.
"""
