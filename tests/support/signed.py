"""Writes docs/rights.md from the code: roles, relations and transitions as a privacy officer reads them."""

import os


def document() -> str:
    """The whole document as text."""
    from tests.test_house import transitions
    from werkcentrum.access.relations import RIGHTS, Relation
    from werkcentrum.access.roles import ROLES
    from werkcentrum.permissions import Permission

    lines = [
        "# Wie mag wat",
        "",
        "Gemaakt uit de code (`python -m tests.support.signed > docs/rights.md`); een test houdt het gelijk.",
        "",
    ]
    lines += ["## Rollen", ""]
    for role in ROLES.values():
        lines += [f"### {role.label}", "", role.prose, ""]
        lines += [f"- {p.label} (`{p.value}`)" for p in Permission if p in role.permissions] or ["- niets"]
        lines.append("")
    lines += ["## Relaties met een dossier", "", "| relatie | opent | mag | ziet |", "|---|---|---|---|"]
    for key, rights in RIGHTS.items():
        deeds = ", ".join(p.value for p in Permission if p in rights.deeds) or "niets"
        groups = ", ".join(sorted((str(g) for g in rights.groups), key=lambda g: int(g[1:])))
        lines.append(f"| {Relation(key).label} | {'ja' if rights.opens else 'nee'} | {deeds} | {groups} |")
    lines += ["", "## Overgangen", "", "| object | overgang | van | naar | vraagt |", "|---|---|---|---|---|"]
    rows = sorted(
        f"| {model._meta.label} | {t.name} | {t.source} | {_target(t.target)} | {t.custom['needs'].value} |"
        for model, t in transitions()
    )
    return "\n".join(lines + rows) + "\n"


def _target(target):
    return target if isinstance(target, str) else "terug naar de toestand van voor het aanbod"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkcentrum.settings")
    os.environ.setdefault("WERKCENTRUM_DEMO", "1")
    import django

    django.setup()
    print(document(), end="")
