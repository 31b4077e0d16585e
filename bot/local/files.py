"""Files that are sent: checked, measured and kept."""

from __future__ import annotations

import mimetypes
import struct

from bot.local.errors import ApiError, bad_request
from bot.local.objects import Json, StoredFile
from bot.local.params import Params, Upload
from bot.local.store import Store

PHOTO_BYTES = 10 * 1024 * 1024
FILE_BYTES = 50 * 1024 * 1024
SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


def picture_size(content: bytes) -> tuple[str, int, int] | None:
    """Return media type, width and height in pixels of a PNG, GIF, JPEG; None for anything else."""
    mime = next((mime for signature, mime in SIGNATURES.items() if content.startswith(signature)), None)
    try:
        match mime:
            case "image/png":
                return mime, *struct.unpack(">II", content[16:24])
            case "image/gif":
                return mime, *struct.unpack("<HH", content[6:10])
            case "image/jpeg":
                return mime, *_jpeg_size(content)
    except struct.error:
        return None
    return None


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while True:
        marker, length = struct.unpack(">HH", content[at : at + 4])
        if 0xFFC0 <= marker <= 0xFFCF and marker not in {0xFFC4, 0xFFC8, 0xFFCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length


def read_file(store: Store, params: Params, field: str, kind: str) -> StoredFile:
    """Return the file of a call, an upload or one that was sent before; ``kind`` is photo or document.

    Raises:
        ApiError: no file, an unknown one, too large, or a photo that is no picture.
    """
    upload = params.uploads.get(field)
    value = params.text(field)
    if upload is None and value.startswith("attach://"):
        upload = params.uploads.get(value.removeprefix("attach://"))
    if upload is not None:
        return keep(store, upload, kind)
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    known = store.file(value)
    if known is None:
        wrong = "failed to get HTTP URL content" if value.startswith(("http://", "https://")) else None
        raise bad_request(wrong or "wrong file identifier/HTTP URL specified")
    if kind == "photo" and not known.width:
        raise bad_request("can't use file of type Document as Photo")
    return known


def keep(store: Store, upload: Upload, kind: str) -> StoredFile:
    """Check an upload and keep it."""
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > (PHOTO_BYTES if kind == "photo" else FILE_BYTES):
        raise ApiError(413, "Request Entity Too Large")
    mime, width, height = _measure(upload, kind)
    number = store.next_number("file", 0)
    suffix = mimetypes.guess_extension(mime) or ""
    file = StoredFile(f"{kind}-{number}", f"{kind}s/file_{number}{suffix}", upload.name, mime, len(upload.content), width, height)
    store.add_file(file, upload.content)
    return file


def _measure(upload: Upload, kind: str) -> tuple[str, int, int]:
    picture = picture_size(upload.content)
    if kind == "photo":
        if picture is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        _, width, height = picture
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
    guessed = mimetypes.guess_type(upload.name)[0] or upload.mime or "application/octet-stream"
    return picture if kind == "photo" and picture else (guessed, 0, 0)


def photo(file: StoredFile) -> list[Json]:
    """Return the Bot API's array of PhotoSize; the local chat keeps one size."""
    return [file.reference | {"width": file.width, "height": file.height}]


def document(file: StoredFile) -> Json:
    """Return the Bot API's Document."""
    return file.reference | {"file_name": file.name, "mime_type": file.mime}
