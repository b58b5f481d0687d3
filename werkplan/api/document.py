"""The description of the door (OpenAPI 3.1), made from the code: what it says is what is done."""

import json
from functools import cache

from django.http import JsonResponse

from werkcentrum.access.routes import tagged
from werkplan.api.cards import api
from werkplan.api.door import VERSION

BASE = "/api/v1"
VERSION_HEADER = {"API-Version": {"description": "De volledige versie.", "schema": {"type": "string"}}}


@cache
def document() -> dict:
    """The description with paths below the server, refusals as problem+json, and the version in every answer."""
    made = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{BASE}/")))
    made["servers"] = [{"url": BASE, "description": "Deze omgeving"}]
    made["paths"] = {path.removeprefix(BASE): operations for path, operations in made["paths"].items()}
    for operations in made["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                response["headers"] = VERSION_HEADER
                if int(status) >= 400:
                    response["content"] = {"application/problem+json": response["content"]["application/json"]}
    return made


@tagged("api", "read", open=True, needs_membership=False)
def openapi(request):
    """The description, for everybody; it names no person."""
    response = JsonResponse(document(), json_dumps_params={"ensure_ascii": False})
    response["API-Version"] = VERSION
    response["Access-Control-Allow-Origin"] = "*"  # a tool of a partner reads the description from another place
    return response
