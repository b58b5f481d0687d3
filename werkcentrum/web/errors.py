"""What a person reads when a page cannot be shown."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """The form was too old or came from elsewhere: nothing was saved, the text is still in the browser."""
    return render(request, "403_csrf.html", status=403)
