# SPDX-License-Identifier: Apache-2.0
"""Frozen, slotted dataclasses that cost no start-up time.

`dataclasses` compiles methods for each class when it is imported, and brings `inspect` with it:
together that was a third of the time that `instar measure` takes. A `record` shares its methods
with all others. Type checkers take it for the dataclass that it is, and so does `dataclasses`
itself, when somebody asks it (`replace`, `fields`).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")
else:

    def dataclass_transform(**_):
        """What type checkers need is not needed at run time."""
        return lambda decorator: decorator


_set = object.__setattr__
_NAMES = "__record_names__"
_OFTEN = 16
"""So many instances of a class are made before it gets an initialiser of its own."""


class _Later:
    """A default that is made anew for each instance."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def later(make: Callable[[], T]) -> T:
    """A default that cannot be written down yet: `make` is called for each instance."""
    made: T = _Later(make)  # type: ignore[assignment]
    return made


def replace(instance: T, **changes: object) -> T:
    """The same record with other values."""
    given = changes.copy()
    for name in names_of(instance):
        if name not in changes:
            given[name] = getattr(instance, name)
    make: Callable[..., T] = type(instance)
    return make(**given)


def as_dict(instance: object) -> dict[str, object]:
    """A record as plain Python types, records in it included."""
    return {name: _plain(getattr(instance, name)) for name in names_of(instance)}


def names_of(instance: object) -> tuple[str, ...]:
    """The attributes of a record: its own, then those of the record that it extends."""
    found: tuple[str, ...] = getattr(type(instance), _NAMES)
    return found


def _plain(value: Any) -> object:
    if hasattr(type(value), "__dataclass_fields__"):
        return as_dict(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return dict(value) if hasattr(value, "keys") else value


@dataclass_transform(frozen_default=True, kw_only_default=False)
def record(*, kw_only: bool = False) -> Callable[[type[T]], type[T]]:
    """Make a class of annotated attributes a frozen dataclass with slots, a representation,
    equality and a hash. Defaults are shared by all instances, so they must not be mutable.

    A record may extend one other, whose attributes come after its own and are keywords.
    """

    def decorate(cls: type[T]) -> type[T]:
        return _make(cls, kw_only)

    return decorate


def _make(cls: type[T], kw_only: bool) -> type[T]:
    body = {**_METHODS, **cls.__dict__}
    if body["__hash__"] is None:  # as in each class whose body has an `__eq__`
        body["__hash__"] = __hash__
    annotations = body.get("__annotations__", {})
    names = tuple([n for n, kind in annotations.items() if not str(kind).startswith("ClassVar")])
    defaults = {name: body.pop(name) for name in names if name in body}
    body.pop("__dict__", None)
    body.pop("__weakref__", None)
    all_names = names
    if cls.__base__ is not object:
        base = _fields_of(cls)
        all_names += base.names
        defaults = base.defaults | defaults
    body["__slots__"] = names
    body[_NAMES] = all_names
    body["__match_args__"] = () if kw_only else names
    body["__init__"] = _initialiser(cls.__name__, all_names, defaults, 0 if kw_only else len(names))
    body["__dataclass_fields__"] = _Fields(all_names, defaults, kw_only)
    make: Callable[..., type[T]] = type(cls)
    made = make(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    return made


def _fields_of(cls: type) -> _Fields:
    """What a class has from the record that it extends."""
    for base in cls.__mro__[1:]:
        found = base.__dict__.get("__dataclass_fields__")
        if isinstance(found, _Fields):
            return found
    return _Fields((), {}, False)


def _initialiser(
    title: str, names: tuple[str, ...], defaults: dict[str, Any], positional: int
) -> Callable[..., None]:
    """Serves any record. Of a class that is used often it makes place for a compiled one."""
    left = _OFTEN

    def __init__(self: object, *args: object, **given: object) -> None:
        nonlocal left
        left -= 1
        if not left and names:
            (cls,) = (one for one in type(self).__mro__ if one.__dict__.get("__init__") is __init__)
            type.__setattr__(cls, "__init__", _compiled(cls, names, defaults, positional))
        if len(args) > positional:
            raise TypeError(f"{title} takes at most {positional} positional arguments")
        for name, value in zip(names, args, strict=False):
            _set(self, name, value)
        for name in names[len(args) :]:
            if name in given:
                _set(self, name, given.pop(name))
            elif name in defaults:
                default = defaults[name]
                _set(self, name, default.make() if type(default) is _Later else default)
            else:
                raise TypeError(f"{title} needs {name!r}")
        if given:
            raise TypeError(f"{title} has no {', '.join(map(repr, given))} left to set")

    return __init__


def _compiled(
    cls: type, names: tuple[str, ...], defaults: dict[str, Any], positional: int
) -> Callable[..., None]:
    """An initialiser for one class, as a dataclass has it."""
    first, others = names[:positional], names[positional:]
    given = [f"{name}=default_{name}" if name in defaults else name for name in first]
    given += ["*"] if others else []
    given += [f"{name}=default_{name}" if name in defaults else name for name in others]
    lines = []
    for name in names:
        is_later = type(defaults.get(name)) is _Later
        value = f"{name}.make() if {name} is default_{name} else {name}" if is_later else name
        lines.append(f"    set_{name}(self, {value})")
    known: dict[str, Any] = {f"set_{name}": getattr(cls, name).__set__ for name in names}
    known |= {f"default_{name}": default for name, default in defaults.items()}
    exec("\n".join([f"def __init__(self, {', '.join(given)}):", *lines]), known)
    made: Callable[..., None] = known["__init__"]
    return made


class _Fields:
    """The table of fields that `dataclasses` looks for, made when it does."""

    def __init__(self, names: tuple[str, ...], defaults: dict[str, Any], kw_only: bool) -> None:
        self.names = names
        self.defaults = defaults
        self.kw_only = kw_only
        self.made: dict[str, Any] | None = None

    def __get__(self, instance: object, owner: type) -> dict[str, Any]:
        if self.made is None:
            import dataclasses

            kinds: dict[str, Any] = {}
            for part in reversed(owner.__mro__):
                kinds |= part.__dict__.get("__annotations__", {})
            rows = [(name, kinds[name], self._field(name)) for name in self.names]
            twin: Any = dataclasses.make_dataclass(owner.__name__, rows, kw_only=self.kw_only)
            self.made = twin.__dataclass_fields__
        return self.made

    def _field(self, name: str) -> Any:
        import dataclasses

        if name not in self.defaults:
            return dataclasses.field()
        default = self.defaults[name]
        if isinstance(default, _Later):
            return dataclasses.field(default_factory=default.make)
        return dataclasses.field(default=default)


def __setattr__(self: object, name: str, value: object) -> None:
    raise AttributeError(f"cannot assign to field {name!r}")


def __delattr__(self: object, name: str) -> None:
    raise AttributeError(f"cannot delete field {name!r}")


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in names_of(self))


def __repr__(self: Any) -> str:
    shown = ", ".join(
        f"{name}={value!r}" for name, value in zip(names_of(self), _values(self), strict=True)
    )
    return f"{self.__class__.__qualname__}({shown})"


def __eq__(self: Any, other: object) -> bool:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return _values(self) == _values(other)


def __hash__(self: Any) -> int:
    return hash(_values(self))


def __getstate__(self: Any) -> tuple[Any, ...]:
    return _values(self)


def __setstate__(self: Any, state: tuple[Any, ...]) -> None:
    for name, value in zip(names_of(self), state, strict=True):
        _set(self, name, value)


_METHODS = {
    method.__name__: method
    for method in (
        __setattr__,
        __delattr__,
        __repr__,
        __eq__,
        __hash__,
        __getstate__,
        __setstate__,
    )
}
"""What all records share, where a class has none of its own."""
