"""Frozen dataclasses that share their methods.

``dataclasses.dataclass`` writes and compiles a handful of methods for every class: about 1.4 ms for a frozen class of fourteen
fields, and the shortest answer on the command line needs eighty classes. Here a class gets its fields from the standard library
and its methods from this module, the same functions for all (0.1 ms). ``fields``, ``replace``, ``asdict`` and the type checker see
what they would see; positions in ``match`` and comparing by order are left out, because nothing here asks for them.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, FrozenInstanceError, fields
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool, kw_only: bool = False):
        """As ``dataclasses.dataclass(frozen=True)``: the same instances, equality, hash and text."""
        if not frozen:
            raise TypeError("Only frozen classes can share their methods; use dataclasses.dataclass.")
        fielded = dataclasses.dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=kw_only)
        return lambda cls: _shared(fielded(cls))


def _shared(cls: type[T]) -> type[T]:
    own = fields(cls)  # type: ignore[arg-type]  # it has just been made one
    if not all(f.init and f.repr and f.hash is None for f in own):
        raise TypeError(f"{cls.__qualname__}: of a field's options, default, default_factory and compare are kept.")
    facts: dict[str, Any] = {
        "_field_names": tuple(f.name for f in own),
        "_field_compared": tuple(f.name for f in own if f.compare),
        "_field_set": {f.name for f in own},
        "_field_places": tuple(f.name for f in own if not f.kw_only),
        "_field_defaults": {f.name: f.default for f in own if f.default is not MISSING},
        "_field_makers": {f.name: f.default_factory for f in own if f.default_factory is not MISSING},
        "__init__": _init_and_check if hasattr(cls, "__post_init__") else _init,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }
    if not {"__eq__", "__hash__"} & vars(cls).keys():
        facts |= {"__eq__": _equal, "__hash__": _hash}
    if "__repr__" not in vars(cls):
        facts["__repr__"] = _text
    for name, value in facts.items():
        setattr(cls, name, value)
    return cls


def _init(self: Any, *args: object, **kwargs: object) -> None:
    values = self.__dict__
    values.update(self._field_defaults)
    if args:
        values.update(zip(self._field_places, args, strict=False))
    values.update(kwargs)
    for name, make in self._field_makers.items():
        if name not in values:
            values[name] = make()
    if (
        len(args) > len(self._field_places)
        or values.keys() != self._field_set
        or kwargs.keys() & set(self._field_places[: len(args)])
    ):
        _refuse_arguments(self, args, values)


def _init_and_check(self: Any, *args: object, **kwargs: object) -> None:
    _init(self, *args, **kwargs)
    self.__post_init__()


def _refuse_arguments(self: Any, args: tuple[object, ...], values: dict[str, object]) -> NoReturn:
    missing = [n for n in self._field_names if n not in values]
    unknown = [n for n in values if n not in self._field_set]
    name = type(self).__qualname__
    raise TypeError(
        f"{name}: missing {missing}, unknown {unknown}, {len(args)} by position of {len(self._field_places)}, or one given twice"
    )


def _refuse(self: Any, name: str, *_value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _values(self: Any) -> tuple[object, ...]:
    own = self.__dict__  # what is remembered beside the fields is no part of what it is
    return tuple([own[name] for name in self._field_compared])


def _equal(self: Any, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self is other or _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash(_values(self))


def _text(self: Any) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{n}={self.__dict__[n]!r}' for n in self._field_names)})"
