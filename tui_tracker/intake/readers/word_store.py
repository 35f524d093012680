"""What a document's own data says for the controls that are bound to it: Word shows that, whatever text is kept beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tui_tracker.intake.readers.word_text import W
from tui_tracker.patterns import pattern

_PREFIX = pattern(r"xmlns:(\w+)=['\"]([^'\"]*)['\"]")
_BOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
_DAY = pattern(r"(\d{4}-\d\d-\d\d)T[\d:.Z+-]*$")
_ITEM = pattern(r"/customXml/item\d+\.xml$")


def stored_values(document: Any) -> Callable[[Any], str | None]:
    """What a control's properties are bound to, as a text; None where it is bound to nothing that is in the document."""
    parts = [p for p in document.part.package.iter_parts() if _ITEM.search(str(p.partname))]
    if not parts:
        return lambda _: None
    from lxml import etree

    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    stores = []
    for part in parts:
        try:
            stores.append(etree.fromstring(part.blob, safe))
        except etree.XMLSyntaxError:  # data of another program, in a form that is nobody's concern here
            continue

    def stored(told: Any) -> str | None:
        binding = told.find(f"{W}dataBinding")
        path = binding.get(f"{W}xpath") if binding is not None else None
        if not path or told.find(_BOX) is not None:
            return None
        names = dict(_PREFIX.findall(binding.get(f"{W}prefixMappings") or ""))
        for store in stores:
            try:
                found = store.getroottree().xpath(path, namespaces=names or None)
            except etree.XPathError:
                continue
            if isinstance(found, list) and found:
                text = found[0] if isinstance(found[0], str) else "".join(found[0].itertext())
                return _as_listed(told, text.strip()) or None
        return None

    return stored


def _as_listed(told: Any, value: str) -> str:
    """The words that a list shows for a value; of a moment the day."""
    for item in told.iter(f"{W}listItem"):
        if item.get(f"{W}value") == value:
            return item.get(f"{W}displayText") or value
    m = _DAY.match(value)
    return m[1] if m else value
