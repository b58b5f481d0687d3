"""What a demo database is filled with, in order.

Each step is (Dutch label, dotted path of a callable). It takes nothing, or `progress`, a callable(done, total).
Every start of the demo calls it again: it leaves what is already there alone.
"""

STEPS = []
