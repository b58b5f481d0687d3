"""The page for who found a leak."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from werkcentrum.access.routes import tagged
from werkcentrum.hardening import contact


@tagged("contact", "read", open=True)
@require_safe
def security_txt(request):
    """Where to report it, in the form that finders look for (RFC 9116)."""
    return HttpResponse(contact.text(request.build_absolute_uri("/")), content_type="text/plain; charset=utf-8")
