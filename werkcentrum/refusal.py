"""How the product says no: a sentence that tells what is wrong and what to do, and the status that fits."""


class Refused(Exception):
    """An action that cannot be done as asked. `sentence` is Dutch and shown; `status` is 422 (input) or 409 (state)."""

    status = 422

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Conflict(Refused):
    """The world is not (or no longer) as the user thought."""

    status = 409


class Stale(Conflict):
    """Somebody else saved first. `current` is what stands there now; the form shows both texts."""

    def __init__(
        self,
        current,
        sentence="Iemand anders heeft dit net gewijzigd. Hieronder staan beide teksten; kies wat moet blijven.",
    ):
        super().__init__(sentence)
        self.current = current


def save_version(obj, version, fields):
    """Save `fields` of a versioned object unless somebody saved since `version`: then it raises Stale."""
    manager = type(obj)._base_manager
    if not manager.filter(pk=obj.pk, version=version).update(version=version + 1):
        raise Stale(manager.get(pk=obj.pk))
    obj.version = version + 1
    obj.save(update_fields=[*fields, "version"])
