"""Everybody in the demonstration and how far she is. `load_people` leaves who is there already alone."""

from django.db import transaction

from werkplan.demo import desk, elsewhere, foodvalley, friesland, friesland_more, passing, watched
from werkplan.demo.deeds import known

STORIES = (*friesland.STORIES, *friesland_more.STORIES, *foodvalley.STORIES, *passing.STORIES)


def load_people(progress=None):
    """Let every story happen that did not happen yet, each as a whole; then fill today at the desk."""
    for done, (person, story) in enumerate(STORIES, start=1):
        if not known(person):
            with transaction.atomic():
                story(person)
        if progress:
            progress(done, len(STORIES) + 1)
    watched.load_watched()
    elsewhere.load_elsewhere()
    desk.load_day()
    if progress:
        progress(1, 1)
