#!/usr/bin/env python3
"""Holds the built-in catalog against the real packages.

Run it with a Python that has them installed; what is not installed is counted and left out:

    python3 -m venv env && env/bin/pip install pyyaml fastapi channels aiohttp websockets …
    env/bin/python tests/catalog_names.py

Checks that names resolve, that callee arguments stand where the catalog says, that `awaitable` agrees with the
coroutine functions, that bases are bases and aliases mean the same thing.
"""
import glob
import importlib
import inspect
import os
import sys
import warnings

import yaml

warnings.simplefilter("ignore")
try:
    import django
    from django.conf import settings
    settings.configure(SECRET_KEY="x", INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"])
    django.setup()
except ImportError:
    pass

HERE = os.path.dirname(os.path.abspath(__file__))
CATALOG = os.path.join(HERE, "..", "extractors", "catalog")

# Names that only older versions have, or that stand for something Python has no name for.
ELSEWHERE = (
    "autobahn.twisted.", "daphne.server.",  # not to be imported in one process with autobahn.asyncio
    "threading.Lock.", "threading.RLock.",  # functions before 3.13
    "starlette.routing.Router.",  # startup, route, on_event… until 1.0
    "starlette.applications.Starlette.",
    "aiohttp.web.Application.",  # a class for each signal
    "autobahn.websocket.protocol.WebSocketFactory.protocol",
    "fastapi_users.FastAPIUsers.current_user",  # an attribute
    "celery.signals.", "rq.decorators.Delayed", "asyncio.coroutine", "asyncio.Queue.shutdown", "asyncio.Condition.",
    "typing.override", "warnings.deprecated", "inspect.markcoroutinefunction", "django.conf.urls.url",
    "threading.Condition.", "flask.Flask.before_first_request", "quart.scaffold", "quart.Quart.before_first_request",
    "quart.Blueprint.before_app_first_request",
)

missing_packages = set()
problems = []
checked = 0


def resolve(name):
    """The object of a qualified name, None when it is not there, or `missing` when its package is not."""
    parts = name.split(".")
    try:
        importlib.import_module(parts[0])
    except BaseException:
        import builtins
        if hasattr(builtins, parts[0]):
            return getattr(builtins, parts[0])
        missing_packages.add(parts[0])
        return missing
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except BaseException:
            continue
        try:
            for part in parts[end:]:
                found = getattr(found, part)
            return found
        except BaseException:
            continue
    return None


class missing:
    pass


def problem(name, text):
    problems.append(f"{name}: {text}")


def known_elsewhere(name):
    return name.startswith(ELSEWHERE)


def check_position(name, found, call, bound):
    keyword, position = call.get("keyword"), call.get("argument")
    if keyword is None or call.get("callee") == "assigned":
        return
    try:
        parameters = list(inspect.signature(found).parameters.values())
    except (TypeError, ValueError):
        return
    if bound and parameters and parameters[0].name in ("self", "cls"):
        parameters = parameters[1:]
    names = [p.name for p in parameters]
    if keyword not in names:
        if not any(p.kind is p.VAR_KEYWORD for p in parameters) and not name.startswith("starlette."):
            problem(name, f"no parameter {keyword}, there are {names[:8]}")
    elif position is not None:
        if names.index(keyword) != position:
            problem(name, f"{keyword} is argument {names.index(keyword)}, not {position}")
        elif parameters[position].kind is inspect.Parameter.KEYWORD_ONLY:
            problem(name, f"{keyword} can be given by keyword only")
    elif parameters[names.index(keyword)].kind is not inspect.Parameter.KEYWORD_ONLY:
        problem(name, f"note: {keyword} is also argument {names.index(keyword)}")


def is_async(found):
    found = getattr(found, "__func__", found)
    return inspect.iscoroutinefunction(found)


def is_said_awaitable(call):
    return True if call.get("result") == "coroutine" else call.get("awaitable")


def check_awaitable(name, found, call):
    said = is_said_awaitable(call)
    if inspect.isclass(found):
        return
    if said is False and is_async(found):
        problem(name, "is a coroutine function, the catalog says that it is not awaitable")
    elif said is True and not is_async(found) and callable(found):
        problem(name, "note: awaitable, but no coroutine function")
    elif said is None and is_async(found):
        problem(name, "is a coroutine function, the catalog says nothing")


def check_call(owner, call, awaitable_said):
    global checked
    for short in call.get("names") or [call["name"]]:
        name = f"{owner}.{short}" if owner else short
        if short.endswith("*") or known_elsewhere(name) and owner not in stand_ins:
            continue
        found = resolve(name)
        if found is None and owner in stand_ins:
            found = resolve(f"{stand_ins[owner]}.{short}")
        if found is missing:
            continue
        checked += 1
        if found is None:
            problem(name, "is not there")
            continue
        check_position(name, found, call, owner is not None)
        said = dict(call)
        if name in awaitable_said:
            said["awaitable"] = awaitable_said[name]
        check_awaitable(name, found, said)


def check_class(entry):
    global checked
    name = entry["name"]
    found = resolve(name)
    if found is missing or known_elsewhere(name):
        return
    checked += 1
    if found is None:
        problem(name, "is not there")
        return
    if not inspect.isclass(found):
        problem(name, "note: is no class")
    if entry.get("awaitable") and not hasattr(found, "__await__"):
        problem(name, "has no __await__")
    if entry.get("awaitable") is None and hasattr(found, "__await__") and not known_elsewhere(name):
        problem(name, "has __await__, the catalog does not say so")
    for base in entry.get("bases", []):
        base_found = resolve(base)
        if base_found is None and known_elsewhere(base):
            stand_ins[base] = name
        elif base_found is None:
            problem(name, f"base {base} is not there")
        elif base_found is not missing and inspect.isclass(found) and inspect.isclass(base_found):
            if base_found not in found.__mro__:
                problem(name, f"{base} is no base")
    for call in entry.get("call", []):
        check_position(name, found, call, False)
    for hook in entry.get("hooks", []):
        for short in hook.get("names") or [hook["name"]]:
            if not short.endswith("*") and not hasattr(found, short):
                problem(f"{name}.{short}", "note: hook that the class itself does not have")
    home = f"{getattr(found, '__module__', '')}.{getattr(found, '__qualname__', '')}"
    if canonical(home) != canonical(name) and not home.startswith("builtins."):
        problem(name, f"note: its home is {home}")


def said_awaitable(files):
    said = {}
    for data in files:
        groups = [(c["name"], c.get("methods", [])) for c in data.get("classes", [])]
        groups.append((None, data.get("functions", [])))
        for owner, calls in groups:
            for call in calls:
                for short in call.get("names") or [call["name"]]:
                    if is_said_awaitable(call) is not None:
                        said[f"{owner}.{short}" if owner else short] = is_said_awaitable(call)
    return said


aliases = {}
stand_ins = {}  # for a base that has gone from the package, a class that has its methods now


def canonical(name):
    for _ in range(16):
        parts = name.split(".")
        for end in range(len(parts), 0, -1):
            target = aliases.get(".".join(parts[:end]))
            if target:
                name = ".".join([target] + parts[end:])
                break
        else:
            return name
    return name


def main():
    files = [yaml.safe_load(open(path)) for path in sorted(glob.glob(os.path.join(CATALOG, "*.yaml")))]
    files = [data for data in files if data.get("language") != "c++"]  # those are catalog_c_names.py's
    for data in files:
        aliases.update((a["name"], a["is"]) for a in data.get("aliases", []))
    said = said_awaitable(files)
    for data in files:
        for entry in data.get("classes", []):
            check_class(entry)
        for entry in data.get("classes", []):
            for call in entry.get("methods", []):
                check_call(entry["name"], call, said)
        for call in data.get("functions", []):
            check_call(None, call, said)
        for alias in data.get("aliases", []):
            a, b = resolve(alias["name"]), resolve(alias["is"])
            if a is None:
                problem(alias["name"], "note: alias is not there (any more)")
            elif b is None and not known_elsewhere(alias["is"]):
                problem(alias["is"], "target of an alias is not there")
    notes = [p for p in problems if ": note: " in p]
    mistakes = [p for p in problems if ": note: " not in p]
    for text in mistakes + (notes if "-v" in sys.argv else []):
        print(text)
    print(f"{checked} names checked, {len(mistakes)} mistakes, {len(notes)} notes; "
          f"not installed: {', '.join(sorted(missing_packages)) or 'nothing'}", file=sys.stderr)
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
