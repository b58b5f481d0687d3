"""A route nobody tagged: it must not be served."""

from django.http import HttpResponse
from django.urls import path

from werkcentrum.urls import urlpatterns as product

urlpatterns = [*product, path("zonder-tag/", lambda request: HttpResponse("geheim"))]
