# SPDX-License-Identifier: Apache-2.0
"""Frozen, slotted dataclasses that cost no start-up time.

`dataclasses` compiles methods for each class when it is imported, and brings `inspect` with it:
together that was a third of the time that `instar measure` takes. A `Record` shares its methods
with all others, and is made once, with its slots. Type checkers take it for the dataclass that it
is, and so does `dataclasses` itself, when somebody asks it (`replace`, `fields`).
"""

from __future__ import annotations

from _operator import attrgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")
else:

    def dataclass_transform(**_):
        """What type checkers need is not needed at run time."""
        return lambda decorator: decorator


_new = object.__new__
_set = object.__setattr__
_NAMES = "__record_names__"
_DEFAULTS = "__record_defaults__"
_POSITIONAL = "__record_positional__"
_GETTER = "__record_getter__"
_SETTERS = "__record_setters__"
_FIELDS = "__record_fields__"
_NUM_MADE = "__record_num_made__"
_OFTEN = 128
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
    cls = type(instance)
    made: T = _new(cls)
    setters = _setters_of(cls)
    for put, value in zip(setters.values(), _values(instance), strict=True):
        put(made, value)
    for name, value in changes.items():
        if name not in setters:
            raise TypeError(f"{cls.__name__} has no {name!r} to replace")
        setters[name](made, value)
    return made


def as_dict(instance: object) -> dict[str, object]:
    """A record as plain Python types, records in it included."""
    return {name: _plain(getattr(instance, name)) for name in names_of(instance)}


def names_of(instance: object) -> tuple[str, ...]:
    """The attributes of a record: its own, then those of the record that it extends."""
    return names_of_class(type(instance))


def names_of_class(record: type) -> tuple[str, ...]:
    """The same of all records of a class."""
    found: tuple[str, ...] = getattr(record, _NAMES)
    return found


def _plain(value: Any) -> object:
    if isinstance(value, Record):
        return as_dict(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return dict(value) if hasattr(value, "keys") else value


class _Kind(type):
    """Makes each record once, with its slots."""

    def __new__(
        cls, title: str, bases: tuple[type, ...], body: dict[str, Any], *, kw_only: bool = False
    ) -> Any:
        annotations = body.get("__annotations__", {})
        names = tuple(
            [n for n, kind in annotations.items() if not str(kind).startswith("ClassVar")]
        )
        defaults = {name: body.pop(name) for name in names if name in body}
        all_names = names
        for base in bases:
            if isinstance(base, cls):
                all_names += getattr(base, _NAMES)
                defaults = getattr(base, _DEFAULTS) | defaults
        body["__slots__"] = names
        body["__match_args__"] = () if kw_only else names
        body[_NAMES] = all_names
        body[_DEFAULTS] = defaults
        body[_POSITIONAL] = 0 if kw_only else len(names)
        body[_GETTER] = attrgetter(*all_names) if len(all_names) > 1 else None
        body[_SETTERS] = None
        body[_NUM_MADE] = [0]
        if len(all_names) > len(names):  # not that of the one it extends, which may be compiled
            body.setdefault("__init__", Record.__init__)
        if "__eq__" in body and "__hash__" not in body:
            body["__hash__"] = Record.__hash__
        return type.__new__(cls, title, bases, body)


class _Fields:
    """The table of fields that `dataclasses` looks for, made when it does."""

    def __get__(self, instance: object, owner: type) -> dict[str, Any]:
        made: dict[str, Any] | None = owner.__dict__.get(_FIELDS)
        if made is None:
            import dataclasses

            kinds: dict[str, Any] = {}
            for part in reversed(owner.__mro__):
                kinds |= part.__dict__.get("__annotations__", {})
            names: tuple[str, ...] = getattr(owner, _NAMES)
            rows = [(name, kinds[name], _field(owner, name)) for name in names]
            twin: Any = dataclasses.make_dataclass(
                owner.__name__, rows, kw_only=not getattr(owner, _POSITIONAL)
            )
            made = dict(twin.__dataclass_fields__)
            setattr(owner, _FIELDS, made)
        return made


def _field(owner: type, name: str) -> Any:
    import dataclasses

    defaults: dict[str, Any] = getattr(owner, _DEFAULTS)
    if name not in defaults:
        return dataclasses.field()
    default = defaults[name]
    if isinstance(default, _Later):
        return dataclasses.field(default_factory=default.make)
    return dataclasses.field(default=default)


@dataclass_transform(frozen_default=True, kw_only_default=False)
class Record(metaclass=_Kind):
    """A frozen dataclass with slots, a representation, equality and a hash: its attributes are what
    the body of the class annotates. With `kw_only=True` after the bases, all are keywords.
    Defaults are shared by all instances, so they must not be mutable.

    A record may extend one other, whose attributes come after its own and are keywords.
    """

    if not TYPE_CHECKING:
        __dataclass_fields__ = _Fields()

        def __init__(self, *args, **given):
            cls = type(self)
            names = cls.__record_names__
            cls.__record_num_made__[0] += 1
            if cls.__record_num_made__[0] == _OFTEN and names:
                cls.__init__ = _compiled(cls)
            if len(args) > cls.__record_positional__:
                most = cls.__record_positional__
                raise TypeError(f"{cls.__name__} takes at most {most} positional arguments")
            for name, value in zip(names, args, strict=False):
                _set(self, name, value)
            defaults = cls.__record_defaults__
            for name in names[len(args) :]:
                if name in given:
                    _set(self, name, given.pop(name))
                elif name in defaults:
                    default = defaults[name]
                    _set(self, name, default.make() if type(default) is _Later else default)
                else:
                    raise TypeError(f"{cls.__name__} needs {name!r}")
            if given:
                raise TypeError(f"{cls.__name__} has no {', '.join(map(repr, given))} left to set")

        def __setattr__(self, name, value):
            raise AttributeError(f"cannot assign to field {name!r}")

        def __delattr__(self, name):
            raise AttributeError(f"cannot delete field {name!r}")

        def __getstate__(self):
            return _values(self)

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{name}={value!r}" for name, value in zip(names_of(self), _values(self), strict=True)
        )
        return f"{self.__class__.__qualname__}({shown})"

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash(_values(self))

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for put, value in zip(_setters_of(type(self)).values(), state, strict=True):
            put(self, value)


def _compiled(cls: type) -> Callable[..., None]:
    """An initialiser for one class, as a dataclass has it. While it sets the values, the instance
    is of a class that differs in nothing but that it is not frozen: that is the fastest way.
    """
    names: tuple[str, ...] = getattr(cls, _NAMES)
    defaults: dict[str, Any] = getattr(cls, _DEFAULTS)
    positional: int = getattr(cls, _POSITIONAL)
    first, others = names[:positional], names[positional:]
    given = [f"{name}=default_{name}" if name in defaults else name for name in first]
    given += ["*"] if others else []
    given += [f"{name}=default_{name}" if name in defaults else name for name in others]
    lines = ['    set_any(self, "__class__", draft)']
    for name in names:
        is_later = type(defaults.get(name)) is _Later
        value = f"{name}.make() if {name} is default_{name} else {name}" if is_later else name
        lines.append(f"    self.{name} = {value}")
    lines.append("    self.__class__ = frozen")
    thawed = {"__setattr__": _set, "__delattr__": object.__delattr__}
    body = {"__slots__": cls.__dict__["__slots__"], **thawed}
    draft = type.__new__(_Kind, cls.__name__, cls.__bases__, body)
    known: dict[str, Any] = {"set_any": _set, "draft": draft, "frozen": cls}
    known |= {f"default_{name}": default for name, default in defaults.items()}
    exec("\n".join([f"def __init__(self, {', '.join(given)}):", *lines]), known)
    made: Callable[..., None] = known["__init__"]
    return made


def _setters_of(cls: type) -> dict[str, Callable[[object, object], None]]:
    """What sets each attribute, in their order; known from the first use on."""
    found: dict[str, Callable[[object, object], None]] | None = getattr(cls, _SETTERS)
    if found is None:
        found = {name: getattr(cls, name).__set__ for name in names_of_class(cls)}
        setattr(cls, _SETTERS, found)
    return found


def _values(record: object) -> tuple[Any, ...]:
    getter: Callable[[object], tuple[Any, ...]] | None = getattr(type(record), _GETTER)
    if getter is not None:
        return getter(record)
    return tuple([getattr(record, name) for name in names_of(record)])
