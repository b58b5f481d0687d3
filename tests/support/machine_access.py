"""Moves of the machine that change who may see: support, substitutes, cover, division, kin, seal, emergency access."""

import datetime

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from clients.actions import division, sealing
from clients.actions import support as team
from werkcentrum.access import actions as access
from werkcentrum.access import door
from werkcentrum.access.actions.seals import working_in
from werkcentrum.access.actor import of_user
from werkcentrum.access.glass.actions import end_glass, take_glass
from werkcentrum.access.models import Cover, Glass, Involvement, Seal
from werkplan.actions import closing

DAY = datetime.timedelta(days=1)
PICK = st.integers(0, 11)
SOMEBODY = st.integers(0, 19)
WORKING = st.integers(0, 8)
LEADERS, OFFICER = (6, 7), 10  # places in the cast
# A hidden address is taken out of the history too, on purpose: tests/clients/test_sealing.py sees to that.
REASONS = st.sampled_from([str(reason) for reason in Seal.Reason if reason != Seal.Reason.HIDDEN_ADDRESS])


def behind(by, deed):
    """A deed as a request does it, behind the second door: what it does in the database asks there who does it."""

    def through():
        door.enter(by)
        try:
            return deed()
        finally:
            door.leave()

    through.__qualname__ = deed.__qualname__
    return through


class AccessMoves:
    """To be mixed in with the machine, which knows people, dossiers and how to act."""

    # Who helps

    @rule(n=PICK, who=SOMEBODY, to=WORKING, days=st.integers(-1, 400), group=st.sampled_from(["G5", "G8", "G6", "G9"]))
    def add_support(self, n, who, to, days, group):
        if client := self.client(n):
            by, helper, until = self.actor(who, client), self.cast.actors[to], timezone.localdate() + days * DAY
            facts = {"user": helper.user, "participation": helper.cell, "groups": [group], "until": until}
            self.act(lambda: team.add_support(client=client, asked=True, by=by, **facts), by)

    @rule(n=PICK, who=SOMEBODY, to=WORKING, asked=st.booleans())
    def add_substitute(self, n, who, to, asked):
        if client := self.client(n):
            by, user = self.actor(who, client), self.cast.actors[to].user
            self.act(lambda: team.add_substitute(client=client, user=user, asked=asked, by=by), by)

    @rule(n=PICK, k=PICK, who=SOMEBODY, kind=st.sampled_from(["support", "team"]))
    def end_help(self, n, k, who, kind):
        client = self.client(n)
        found = list(Involvement.objects.filter(dossier=client.pk, relation=kind).order_by("-pk")) if client else []
        if found:
            by, row = self.actor(who, client), found[k % len(found)]
            end = {"support": team.end_support, "team": team.end_substitute}[kind]
            self.act(lambda: end(client=client, row=row, by=by), by, what=kind)

    @rule(n=PICK, who=WORKING)
    def declare_kin(self, n, who):
        client = self.client(n)
        # Not too often: whoever leads a dossier of somebody she knows can do nothing in it any more.
        if client and who % 3 == 2:
            by = self.actor(who)
            self.act(lambda: access.declare_kin(dossier=client.dossier, by=by), by, writes=False)

    # Absence, and who leaves

    @rule(who=SOMEBODY, a=WORKING, b=WORKING, start=st.integers(-1, 5), lasts=st.integers(-1, 50))
    def arrange_cover(self, who, a, b, start, lasts):
        by = self.actor(who if who < 4 else LEADERS[who % 2])
        covered, colleague = self.cast.actors[a].user, self.cast.actors[b].user
        first = timezone.localdate() + start * DAY
        facts = {"covered": covered, "colleague": colleague, "start": first, "end": first + lasts * DAY}
        self.act(lambda: access.arrange_cover(by=by, **facts), by)

    @rule(k=PICK, who=SOMEBODY)
    def end_cover(self, k, who):
        found = list(Cover.objects.order_by("-pk"))
        if found:
            by, cover = self.actor(who if who < 4 else LEADERS[who % 2]), found[k % len(found)]
            self.act(lambda: access.end_cover(cover=cover, by=by), by)

    @rule(who=SOMEBODY, a=WORKING, b=WORKING, c=WORKING, asked=st.booleans())
    def move_leads(self, who, a, b, c, asked):
        by = self.actor(who if who < 4 else LEADERS[who % 2])
        user, to = self.cast.actors[a].user, [self.cast.actors[n].user for n in {b, c}]
        rows = list(Involvement.objects.live().filter(user=user, relation="lead").values_list("pk", flat=True))
        self.act(lambda: division.move_leads(user=user, rows=rows, to=to, asked=asked, by=by), by)

    # Sealed

    @rule(n=PICK, who=SOMEBODY, reason=REASONS)
    def ask_seal(self, n, who, reason):
        if client := self.client(n):
            by = self.actor(who, client)
            self.act(lambda: access.ask_seal(dossier=client.dossier, reason=reason, by=by), by)

    @rule(n=PICK, k=PICK, who=SOMEBODY, reason=REASONS, deed=st.sampled_from(["seal", "name", "unseal", "refuse"]))
    def decide_seal(self, n, k, who, reason, deed):
        client = self.client(n)
        asked = client and Seal.objects.filter(dossier=client.pk).order_by("-pk").first()
        if client is None or (deed == "refuse" and asked is None):
            return
        by, dossier = self.actor(who if who < 4 else OFFICER), client.dossier
        rows = working_in(dossier).exclude(pk=k if k % 2 else None)
        named = [row.pk for row in rows if row.relation == "lead" or (row.pk + k) % 3]
        lead = (self.cast.actors[k % 4].user, self.cast.actors[k % 4].cell) if who % 5 == 0 else None
        deeds = {
            "seal": lambda: sealing.seal(dossier=dossier, reason=reason, named=named, lead=lead, by=by),
            "name": lambda: access.name_for_sealed(dossier=dossier, named=named, lead=lead, by=by),
            "unseal": lambda: sealing.unseal(dossier=dossier, by=by),
            "refuse": lambda: access.refuse_seal(asked=asked, by=by),
        }
        self.act(behind(by, deeds[deed]), by, what=deed)

    # Emergency access

    @rule(n=PICK, who=st.integers(0, 9), reason=st.sampled_from(["balie", "inkomen"]))
    def take_glass(self, n, who, reason):
        if client := self.client(n):
            by, why = self.actor(who), "De klant staat voor mij en moet vandaag weten wat te doen."
            facts = {"dossier": client.pk, "reason": reason, "explanation": why}
            self.act(lambda: take_glass(by=by, **facts), by, writes=False)

    @rule(k=PICK, who=SOMEBODY)
    def end_glass(self, k, who):
        found = list(Glass.objects.select_related("involvement", "user").order_by("-pk"))
        if found:
            glass = found[k % len(found)]
            by = of_user(glass.user) if who > 3 else self.actor(who)
            self.act(lambda: end_glass(glass=glass, by=by), by, writes=False)

    # Still, and done

    @rule(n=PICK, who=SOMEBODY, deed=st.sampled_from(["restrict", "unrestrict", "unrestrict"]))
    def restrict(self, n, who, deed):
        if client := self.client(n):
            by = self.actor(who if who < 4 else OFFICER)
            deeds = {"restrict": access.restrict, "unrestrict": access.unrestrict}
            self.act(lambda: deeds[deed](dossier=client.dossier, by=by), by, what=deed)

    @rule(n=PICK, who=SOMEBODY, deed=st.sampled_from(["close", "reopen"]))
    def close_dossier(self, n, who, deed):
        if client := self.client(n):
            by = self.actor(who, client)
            deeds = {"close": closing.close_dossier, "reopen": closing.reopen_dossier}
            self.act(lambda: deeds[deed](client=client, by=by), by, what=deed)
