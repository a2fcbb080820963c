#!/usr/bin/env python3
"""Holds the C and C++ part of the built-in catalog against real headers.

Needs libclang's Python bindings and pyyaml. Give it what a compiler would get, and the headers; frameworks
that are mostly not there are left out:

    python3 tests/catalog_c_names.py -I /usr/include -- libwebsockets.h uv.h thread pthread.h boost/beast.hpp …

Checks that functions, methods, fields and constants are there, and that something that can be called stands where the
catalog says that a callee does.
"""
import glob
import os
import sys

import yaml
from clang.cindex import Cursor, CursorKind, Index, TranslationUnit, TypeKind, conf

HERE = os.path.dirname(os.path.abspath(__file__))
CATALOG = os.path.join(HERE, "..", "extractors", "catalog")

SCOPES = (CursorKind.NAMESPACE, CursorKind.CLASS_DECL, CursorKind.STRUCT_DECL, CursorKind.CLASS_TEMPLATE,
          CursorKind.CLASS_TEMPLATE_PARTIAL_SPECIALIZATION, CursorKind.UNION_DECL, CursorKind.ENUM_DECL,
          CursorKind.LINKAGE_SPEC, CursorKind.UNEXPOSED_DECL)
CALLABLE = (TypeKind.RECORD, TypeKind.UNEXPOSED, TypeKind.MEMBERPOINTER, TypeKind.FUNCTIONPROTO,
            TypeKind.FUNCTIONNOPROTO, TypeKind.BLOCKPOINTER)
INDIRECT = (TypeKind.POINTER, TypeKind.LVALUEREFERENCE, TypeKind.RVALUEREFERENCE)
conf.lib.clang_Cursor_isInlineNamespace.argtypes = [Cursor]


def collect(cursor, prefix, names, bases):
    """Declarations by qualified name; inline namespaces are no part of it."""
    for child in cursor.get_children():
        if child.kind in SCOPES:
            transparent = (not child.spelling or child.kind in (CursorKind.LINKAGE_SPEC, CursorKind.UNEXPOSED_DECL)
                           or child.kind is CursorKind.NAMESPACE and conf.lib.clang_Cursor_isInlineNamespace(child)
                           or child.is_anonymous())
            name = prefix if transparent else f"{prefix}{child.spelling.split('<')[0]}::"
            if not transparent:
                names.setdefault(name[:-2], []).append(child)
            enumeration = child.kind is CursorKind.ENUM_DECL and not child.is_scoped_enum()
            collect(child, prefix if enumeration else name, names, bases)
        elif child.kind is CursorKind.CXX_BASE_SPECIFIER:
            bases.setdefault(prefix[:-2], []).append(child.type.get_declaration())
        elif child.spelling:
            names.setdefault(f"{prefix}{child.spelling.split('<')[0]}", []).append(child)


def parameters(cursor):
    return [child for child in cursor.get_children() if child.kind is CursorKind.PARM_DECL]


def takes_callee(cursor, position):
    found = parameters(cursor)
    if position == "last":
        position = len(found) - 1
    if position >= len(found):
        pack = any("..." in (token.spelling for token in parameter.get_tokens()) for parameter in found)
        return pack or cursor.type.kind is TypeKind.FUNCTIONPROTO and cursor.type.is_function_variadic()
    given = found[position].type.get_canonical()
    while given.kind in INDIRECT:
        given = given.get_pointee().get_canonical()
    return given.kind in CALLABLE


def check_call(name, call, names, out):
    found = names.get(name)
    if not found:
        out.append(f"{name}: is not there")
        return
    position = "last" if call.get("callee") == "last" else call.get("argument")
    functions = [c for c in found if c.kind not in SCOPES and c.kind is not CursorKind.FIELD_DECL]
    if position is not None and functions and not any(takes_callee(c, position) for c in functions):
        out.append(f"{name}: no callee is argument {position}")


def own_name(owner):
    return owner.split("::")[-1]


def check_class(entry, names, out):
    owner = entry["name"]
    if owner not in names:
        out.append(f"{owner}: is not there")
        return 1
    count = 1
    for call in entry.get("call", []):
        check_call(f"{owner}::{own_name(owner)}", call, names, out)
        count += 1
    for call in entry.get("methods", []) + entry.get("hooks", []):
        for short in call.get("names") or [call["name"]]:
            check_call(f"{owner}::{short}", call, names, out)
            count += 1
    return count


def check_file(data, names):
    out, count = [], 0
    for entry in data.get("classes", []):
        count += check_class(entry, names, out)
    for call in data.get("functions", []) + data.get("cases", []):
        for name in call.get("names") or [call["name"]]:
            check_call(name, call, names, out)
            count += 1
    for alias in data.get("aliases", []):
        count += 1
        if alias["is"] not in names:
            out.append(f"{alias['is']}: target of an alias is not there")
    return count, out


def parse(arguments):
    split = arguments.index("--")
    text = "".join(f"#include <{header}>\n" for header in arguments[split + 1:])
    unit = Index.create().parse("names.cpp", args=["-x", "c++", "-std=c++20", *arguments[:split]],
                                unsaved_files=[("names.cpp", text)],
                                options=TranslationUnit.PARSE_SKIP_FUNCTION_BODIES)
    for diagnostic in unit.diagnostics:
        if diagnostic.severity >= 4:
            print(diagnostic, file=sys.stderr)
    names, bases = {}, {}
    collect(unit.cursor, "", names, bases)
    return unit, names


def main():
    unit, names = parse(sys.argv[1:])
    mistakes, checked, absent = 0, 0, []
    for path in sorted(glob.glob(os.path.join(CATALOG, "*.yaml"))):
        with open(path) as file:
            data = yaml.safe_load(file)
        if data.get("language") != "c++":
            continue
        count, problems = check_file(data, names)
        if 2 * len(problems) > count:
            absent.append(data["framework"])
            continue
        checked += count
        mistakes += len(problems)
        for text in problems:
            print(f"{os.path.basename(path)}: {text}")
    print(f"{checked} names checked, {mistakes} not as the catalog says; no headers: {', '.join(absent) or 'nothing'}",
          file=sys.stderr)
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
