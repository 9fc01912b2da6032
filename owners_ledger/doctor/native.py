"""Native libraries and fonts, looked for as WeasyPrint does, without importing it."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from contextlib import suppress

# A library by the names that WeasyPrint tries, in its order.
PANGO = (
    "libpango-1.0-0",
    "pango-1.0-0",
    "pango-1.0",
    "libpango-1.0.so.0",
    "libpango-1.0.dylib",
    "libpango-1.0-0.dll",
)
PANGOFT2 = (
    "libpangoft2-1.0-0",
    "pangoft2-1.0-0",
    "pangoft2-1.0",
    "libpangoft2-1.0.so.0",
    "libpangoft2-1.0.dylib",
    "libpangoft2-1.0-0.dll",
)
SUBSET = (
    "libharfbuzz-subset-0",
    "harfbuzz-subset",
    "harfbuzz-subset-0.0",
    "libharfbuzz-subset.so.0",
    "libharfbuzz-subset.0.dylib",
    "libharfbuzz-subset-0.dll",
)
FONTCONFIG = (
    "libfontconfig-1",
    "fontconfig-1",
    "fontconfig",
    "libfontconfig.so.1",
    "libfontconfig.1.dylib",
    "libfontconfig-1.dll",
)


def find_library(names: Sequence[str]) -> ctypes.CDLL | None:
    """A native library under the first of its names that loads."""
    if hasattr(os, "add_dll_directory"):
        folders = os.environ.get(
            "WEASYPRINT_DLL_DIRECTORIES",
            r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin",
        )
        for folder in folders.split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    for name in names:
        with suppress(OSError):
            return ctypes.CDLL(name)
    return None


def chinese_fonts(fontconfig: ctypes.CDLL | None) -> int | None:
    """How many fonts with simplified Chinese the typesetter sees; ``None``: it cannot be asked."""
    if fontconfig is None:
        return None

    class FontSet(ctypes.Structure):
        _fields_ = (("nfont", ctypes.c_int), ("sfont", ctypes.c_int), ("fonts", ctypes.c_void_p))

    fontconfig.FcNameParse.restype = ctypes.c_void_p
    fontconfig.FcObjectSetCreate.restype = ctypes.c_void_p
    fontconfig.FcFontList.restype = ctypes.POINTER(FontSet)
    fontconfig.FcFontList.argtypes = (ctypes.c_void_p,) * 3
    fontconfig.FcObjectSetAdd.argtypes = (ctypes.c_void_p, ctypes.c_char_p)
    pattern = fontconfig.FcNameParse(b":lang=zh-cn")
    wanted = fontconfig.FcObjectSetCreate()
    fontconfig.FcObjectSetAdd(wanted, b"family")
    found = fontconfig.FcFontList(None, pattern, wanted)
    return int(found.contents.nfont) if found else 0
