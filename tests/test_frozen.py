"""A frozen class that shares its methods is, from outside, the frozen dataclass of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import field
from typing import Any, ClassVar

import pytest

from tui_tracker import frozen

Maker = Callable[..., Any]
BOTH = pytest.mark.parametrize("dataclass", [dataclasses.dataclass, frozen.dataclass], ids=["library", "shared"])


def classes(dataclass: Maker) -> tuple[Any, Any, Any]:
    @dataclass(frozen=True)
    class Point:
        x: int
        y: int = 2
        kept: dict[str, int] = field(default_factory=dict)

    @dataclass(frozen=True)
    class Named(Point):
        name: str = ""
        kind: ClassVar[str] = "point"

        @property
        def both(self) -> int:
            return int(self.x) + int(self.y)

    @dataclass(frozen=True, kw_only=True)
    class ByName:
        a: str
        b: tuple[int, ...] = ()
        beside: str = field(default="", compare=False)

    return Point, Named, ByName


@BOTH
def test_it_is_made_compared_and_shown_as_the_library_s(dataclass: Maker) -> None:
    point, named, by_name = classes(dataclass)
    one = point(1)
    assert (one.x, one.y, one.kept) == (1, 2, {})
    assert one == point(x=1, y=2)
    assert one != point(1, 3)
    assert one != named(1)
    assert one != 1
    assert point(1).kept is not point(1).kept
    assert repr(named(1, name="n")).endswith("Named(x=1, y=2, kept={}, name='n')")
    assert named(1).both == 3
    assert hash(by_name(a="x", b=(1,))) == hash(("x", (1,)))
    assert by_name(a="x") == by_name(a="x", beside="told otherwise")
    assert len({by_name(a="x"), by_name(a="x"), by_name(a="y")}) == 2
    assert [f.name for f in dataclasses.fields(named)] == ["x", "y", "kept", "name"]
    assert dataclasses.replace(one, y=9) == point(1, 9)
    assert dataclasses.asdict(named(1)) == {"x": 1, "y": 2, "kept": {}, "name": ""}
    assert copy.deepcopy(one) == one
    assert copy.copy(one) == one


@BOTH
def test_it_looks_at_itself_once_it_is_made(dataclass: Maker) -> None:
    @dataclass(frozen=True)
    class Share:
        part: int
        whole: int = 10

        def __post_init__(self) -> None:
            if self.part > self.whole:
                raise ValueError("more than the whole")

    assert Share(3).part == 3
    for wrong in (lambda: Share(11), lambda: dataclasses.replace(Share(3), whole=2)):
        with pytest.raises(ValueError, match="more than the whole"):
            wrong()


@BOTH
def test_it_refuses_what_the_library_s_refuses(dataclass: Maker) -> None:
    point, _, by_name = classes(dataclass)
    for wrong in (
        lambda: point(),
        lambda: point(1, 2, {}, 4),
        lambda: point(1, x=2),
        lambda: point(1, z=2),
        lambda: by_name("x"),
        lambda: by_name(b=(1,)),
        lambda: by_name(a="", c=1),
    ):
        with pytest.raises(TypeError):
            wrong()
    one = point(1)
    for change in (lambda: setattr(one, "x", 2), lambda: setattr(one, "new", 2), lambda: delattr(one, "x")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert one == point(1)


def test_what_is_remembered_beside_the_fields_is_no_part_of_it() -> None:
    point, _, _ = classes(frozen.dataclass)
    one = point(1)
    one.__dict__["remembered"] = "a sum"
    assert one == point(1)
    assert "remembered" not in repr(one)


@frozen.dataclass(frozen=True)
class Kept:
    name: str = "n"


def test_it_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Kept("x"))) == Kept("x")


def test_only_frozen_classes() -> None:
    with pytest.raises(TypeError, match="Only frozen"):
        frozen.dataclass(frozen=False)


def test_an_option_that_is_not_kept_is_refused() -> None:
    with pytest.raises(TypeError, match="default_factory"):

        @frozen.dataclass(frozen=True)
        class Hidden:
            name: str = field(default="", repr=False)
