"""Headers of every page that is not a static file."""


class PrivateResponses:
    """Nothing of a person stays behind in a cache, and no feature of the browser is used."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
            response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
