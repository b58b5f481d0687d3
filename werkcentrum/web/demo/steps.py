"""What a demo database is filled with, in order.

Each step is (Dutch label, dotted path of a callable). It takes nothing, or `progress`, a callable(done, total).
Every start of the demo calls it again: it leaves what is already there alone.
"""

STEPS = [
    ("Regio's, gemeenten en partners", "werkcentrum.regions.load.load_map"),
    ("Accounts", "werkcentrum.access.demo.load_accounts"),
    ("Instrumenten", "services.load.load_catalogue"),
    ("Menukaart", "services.load.load_demo_offers"),
    ("Hulp die er niet was", "services.shortage.demo.load_demo_shortages"),
    ("Klanten, plannen en bezoeken", "werkplan.demo.people.load_people"),
    ("Signalen", "werkplan.signals.refresh.refresh"),
]
