"""Sending a stored file: HEAD, ranges and "you have it already", as Django and WhiteNoise do it."""

from django.core.files.storage import Storage
from django.http import FileResponse, HttpResponse
from django.views.decorators.http import condition
from whitenoise.middleware import WhiteNoiseFileResponse
from whitenoise.responders import MissingFileError, StaticFile


def sent(request, storage: Storage, name: str, etag: str, headers: dict[str, str]) -> HttpResponse:
    """The file as an answer to this request, with the headers given. Content-Type has to be among them.

    ``etag`` changes whenever the content does. Raises FileNotFoundError where there is no such file. From storage
    elsewhere (no path on this machine) the whole file is sent whatever range was asked for, which HTTP allows.
    """
    headers = {**headers, "ETag": f'"{etag}"', "X-Content-Type-Options": "nosniff"}

    @condition(etag_func=lambda request: headers["ETag"])
    def whole_or_part(request):
        try:
            path = storage.path(name)
        except NotImplementedError:
            file = storage.open(name)
            return FileResponse(file, headers={**headers, "Content-Length": str(file.size)})
        return _from_this_machine(request, path, headers)

    response = whole_or_part(request)
    if response.status_code == 304:
        response.headers["Cache-Control"] = headers["Cache-Control"]
    return response


def _from_this_machine(request, path: str, headers: dict[str, str]) -> HttpResponse:
    asked = dict(request.META)
    asked.pop("HTTP_IF_NONE_MATCH", None)  # has been answered above
    if asked.get("HTTP_IF_RANGE", headers["ETag"]) != headers["ETag"]:
        asked.pop("HTTP_RANGE", None)  # the rest of another file would not fit
    try:
        file = StaticFile(path, [*headers.items(), ("Accept-Ranges", "bytes")])
    except MissingFileError as error:
        raise FileNotFoundError(path) from error
    answer = file.get_response(request.method, asked)
    response = WhiteNoiseFileResponse(answer.file or (), status=int(answer.status))
    del response["Content-Type"]
    for header, value in answer.headers:
        response[header] = value
    return response
