"""A form is handled once: a double click, a reload or a retry gets the first answer again."""

import functools
import uuid

from django.http import HttpResponseRedirect

from werkcentrum.audit.models import Submission


def _key(request):
    try:
        return uuid.UUID(request.POST.get("submit_key", ""))
    except ValueError:
        return None


def once(view):
    """Decorate a POST view: the first redirect it answers with is what every repetition of the same form gets.

    The form carries `{% submit_key %}`. The row is written in the view's own transaction, so a second click waits
    for the first; a form that was refused (422, 409) may be sent again with the same key.
    """

    @functools.wraps(view)
    def handled(request, *args, **kwargs):
        key = _key(request) if request.method == "POST" else None
        if key is None:
            return view(request, *args, **kwargs)
        fresh = Submission.objects.bulk_create([Submission(key=key, actor=request.user)], ignore_conflicts=True)
        row = Submission.objects.select_for_update().get(pk=fresh[0].pk)
        # SECURITY: the answer to a form belongs to who sent it.
        if row.actor_id == request.user.pk and row.answer:
            return HttpResponseRedirect(row.answer)
        response = view(request, *args, **kwargs)
        if response.status_code in (301, 302, 303) or response.headers.get("HX-Redirect"):
            row.answer = response.headers.get("HX-Redirect") or response.url
            row.save(update_fields=["answer"])
        else:
            row.delete()
        return response

    return handled
