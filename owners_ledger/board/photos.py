"""Photographs of the board: kept without what a camera writes into them beside the picture."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from owners_ledger.board.toml_text import BoardError
from owners_ledger.i18n import _

_LARGEST = 40 * 1024 * 1024  # bytes
_PIXELS = 120_000_000
_SIDE = 2400
_QUALITY = 82
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP")


def cleaned(path: Path, *, side: int = _SIDE) -> bytes:
    """A photograph as JPEG: turned upright, of a sensible size, without place, camera or time.

    Args:
        path: of the file.
        side: the longer side at most, in points.

    Raises:
        BoardError: it is missing, too large, or no photograph.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - only with a photograph

    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, _("读不到这个文件")) from error
    if len(data) > _LARGEST:
        raise _refused(path, _("文件太大"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > _PIXELS:
                    raise _refused(path, _("照片的像素太多"))
                upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombWarning) as error:
        raise _refused(path, _("不是照片，或者是读不了的格式")) from error
    except Image.DecompressionBombError as error:
        raise _refused(path, _("照片的像素太多")) from error
    upright.thumbnail((side, side))
    # A new picture of the same points: nothing else of the file comes along.
    bare = Image.frombytes("RGB", upright.size, upright.tobytes())
    buffer = io.BytesIO()
    bare.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return buffer.getvalue()


def _refused(path: Path, why: str) -> BoardError:
    return BoardError(
        _("照片收不进来：{why}").format(why=why),
        remedy=_("请用手机或相机拍的 JPG、PNG 文件（40 MB 以内）。"),
        file=str(path),
    )
