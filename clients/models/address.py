"""A hidden address (Wet BRP 2.59): not in the person's record, sealed, and read by very few."""

import json

from django.db import models

from clients.queries import DossierQuerySet
from werkcentrum.sealed import SealedRow

from .person import Client

COLUMNS = ("street", "house_number", "house_letter", "house_addition", "postcode", "place")
"""Columns of the person that stand empty while the address is hidden."""


class HiddenAddress(SealedRow):
    """Where somebody lives who must not be found. The person's own columns are empty as long as this is there."""

    PURPOSE = "address"
    client = models.OneToOneField(Client, models.CASCADE, primary_key=True, related_name="hidden_address")
    objects = DossierQuerySet.as_manager()

    def __str__(self):
        return "geheim adres (versleuteld)"

    def owner(self):
        """The person's public id."""
        return self.client.public_id.bytes

    @classmethod
    def with_owner(cls):
        """With the person."""
        return cls._base_manager.select_related("client")

    def put_parts(self, parts):
        """Seal an address, column → value; the caller saves."""
        self.put(json.dumps({column: parts.get(column) or "" for column in COLUMNS}))

    def parts(self) -> dict:
        """The address in the clear, column → value."""
        return json.loads(self.text())


def lines(parts) -> list[str]:
    """An address as it stands on an envelope."""
    home = f"{parts['street']} {parts['house_number']}{parts['house_letter']}"
    addition = f"-{parts['house_addition']}" if parts["house_addition"] else ""
    return [line for line in (f"{home.strip()}{addition}", f"{parts['postcode']} {parts['place']}".strip()) if line]
