"""Zip-based files without the hour they were written and without what names a company or a manager."""

from __future__ import annotations

import io
import re
import zipfile

_STAMP = b"2000-01-01T00:00:00Z"


def fixed(data: bytes) -> bytes:
    """The same archive in name order with fixed times: the same paper gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            content = old.read(name)
            if name == "docProps/app.xml":
                content = re.sub(rb"<(Company|Manager|HyperlinkBase)>.*?</\1>", b"", content, flags=re.DOTALL)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + _STAMP, content)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()
