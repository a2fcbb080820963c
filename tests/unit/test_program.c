/*
 * test_program.c - small programs, given as strings, linked and solved: orders of methods, and that it always ends.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../extractors/extractor.h"
#include "../../gen/program/program.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utstring.h>

typedef struct {
    Catalog *catalog;
    Program *program;
    FactsHeader *images[4];
} Solved;

/* Solves modules a, b, c, …: one for each source. */
static Solved solve(const char *const *sources, size_t count)
{
    static const char *const paths[] = {"a.py", "b.py", "c.py", "d.py"};
    static const char *const none[] = {NULL};
    Solved solved = {.catalog = catalog_new()};
    const Extractor *extractor = extractors[LANGUAGE_PYTHON];
    ExtractorState *state = extractor->open();
    for (size_t i = 0; i < count; i++)
        solved.images[i] = extractor->extract(state, sources[i], strlen(sources[i]));
    extractor->close(state);
    ProgramInput input = {.root = "/nowhere/at/all",
                          .roots = none,
                          .markers = none,
                          .paths = paths,
                          .images = (const FactsHeader *const *)solved.images,
                          .file_count = count};
    solved.program = program_new(&input, solved.catalog);
    return solved;
}

static void end(Solved solved)
{
    program_free(solved.program);
    for (size_t i = 0; i < sizeof solved.images / sizeof *solved.images; i++)
        free(solved.images[i]);
    catalog_free(solved.catalog);
}

static Solved solve_one(const char *source)
{
    return solve(&source, 1);
}

static const char *name_of(const Program *program, uint32_t def)
{
    return facts_name(&program_file_of_def(program, def)->facts, program_def(program, def)->name);
}

static uint32_t def_named(const Program *program, const char *name)
{
    size_t count;
    const ProgramFile *files = program_files(program, &count);
    for (size_t i = 0; i < count; i++)
        for (uint32_t def = 1; def < files[i].facts.defs_count; def++)
            if (strcmp(facts_name(&files[i].facts, files[i].facts.defs[def].name), name) == 0)
                return files[i].first_def + def;
    fail_msg("no definition %s", name);
    return 0;
}

static void assert_mro(const char *source, const char *class_name, const char *expected)
{
    Solved solved = solve_one(source);
    size_t count;
    const uint32_t *mro = program_mro(solved.program, def_named(solved.program, class_name), &count);
    UT_string text;
    utstring_init(&text);
    for (size_t i = 0; i < count; i++)
        utstring_printf(&text, "%s%s", i ? " " : "", name_of(solved.program, mro[i]));
    assert_string_equal(utstring_body(&text), expected);
    utstring_done(&text);
    end(solved);
}

/* Whether a definition of the one name reaches one of the other; "" is a module. */
static bool calls(const Program *program, const char *caller, const char *target)
{
    size_t count;
    const ResolvedCall *all = program_calls(program, &count);
    for (size_t i = 0; i < count; i++) {
        const ProgramFile *file = program_file_of_value(program, all[i].site);
        uint32_t scope = file->first_def + program_value(program, all[i].site)->scope;
        if (all[i].target && strcmp(name_of(program, scope), caller) == 0 &&
            strcmp(name_of(program, all[i].target), target) == 0)
            return true;
    }
    return false;
}

/* --- method resolution order ---------------------------------------------------------------------------------------- */

static void test_mro_of_a_diamond(void **state)
{
    (void)state;
    assert_mro("class O: pass\nclass A(O): pass\nclass B(O): pass\nclass C(A, B): pass\n", "C", "C A B O");
}

/* The examples of M. Simionato, "The Python 2.3 Method Resolution Order". */
static void test_mro_of_the_textbook(void **state)
{
    (void)state;
    static const char bases[] = "class O: pass\nclass F(O): pass\nclass E(O): pass\nclass D(O): pass\n";
    char source[400];
    snprintf(source, sizeof source, "%sclass C(D,F): pass\nclass B(D,E): pass\nclass A(B,C): pass\n", bases);
    assert_mro(source, "A", "A B C D E F O");
    snprintf(source, sizeof source, "%sclass C(D,F): pass\nclass B(E,D): pass\nclass A(B,C): pass\n", bases);
    assert_mro(source, "A", "A B E C D F O");
}

static void test_mro_that_python_refuses_still_ends(void **state)
{
    (void)state;
    assert_mro("class X: pass\nclass Y: pass\nclass A(X, Y): pass\nclass B(Y, X): pass\nclass C(A, B): pass\n", "C",
               "C A B X Y");
    assert_mro("class A: pass\nclass B(A, A): pass\n", "B", "B A");
}

static void test_mro_of_cycles(void **state)
{
    (void)state;
    assert_mro("class A(A): pass\n", "A", "A");
    assert_mro("class A(B):\n    def m(self): self.m()\nclass B(A):\n    def m(self): self.m()\nA().m()\n", "A", "A B");
}

/* --- it ends -------------------------------------------------------------------------------------------------------- */

static void test_it_ends(void **state)
{
    (void)state;
    static const char *const sources[] = {
        /* containers that hold themselves */
        "import asyncio\na = []\na.append(a)\nfor x in a: pass\nasyncio.gather(a)\nasyncio.gather(*a)\n",
        "a = [a]\na.extend(a)\nd = {}\nd['d'] = d\nwhile d:\n    d = d.items()\n    d = dict(d)\n    d = {**d, 'x': "
        "d}\n",
        "E = (ValueError,)\nE = [E]\nE.append(E)\nfor x in E: pass\ntry: pass\nexcept E as e: e.go()\n",
        /* annotations that refer to themselves */
        "A = list[A]\ndef f(a: A):\n    for x in a:\n        for y in x: y.go()\n",
        "type J = dict[str, J] | list[J]\ndef f(a: J) -> J: return a\n",
        "from typing import Optional, Type\nX = Optional['X']\nT = Type['T']\ndef f(a: X, b: 'T', c: 'list[X]'): b()\n",
        /* classes below themselves */
        "class A(B): pass\nclass B(A): pass\ndef f(a: A):\n    with a: pass\n    for x in a: x.go()\n",
        /* decorators that give themselves, instances that call themselves */
        "def d(f): return d\n@d\n@d\ndef x(): pass\nd = d(d)\nx = x(x)(x)\n",
        "class D:\n    def __init__(self, f): self.f = f\n    def __call__(self, f): return D(self)\n@D\ndef z(): "
        "pass\n"
        "@z\ndef q(): pass\nq()()()\n",
        /* partial objects of partial objects */
        "from functools import partial\ndef f(): pass\np = f\nwhile p:\n    p = partial(p, p)\n    p()\n    p()()\n",
        "from functools import partial\nr = print\nwhile r:\n    r = partial(map, r, [r])\n    map(r, [r])\n    r()\n",
        "from functools import partial\nimport asyncio\nloop = asyncio.get_event_loop()\nq = None\nwhile q:\n"
        "    q = partial(loop.call_soon, q, q)\n    loop.call_soon(q)\n",
        /* external names that grow */
        "import lib\nnode = lib.node\nwhile node:\n    node = node.next\n    node = node.Child()\n    node.x = node\n",
        /* super() of super(), methods bound to bound methods */
        "class A:\n    def m(self): return self\nclass B(A):\n    def m(self):\n        x = super()\n"
        "        while x: x = super(B, x)\n        B.m(super().m)\n        B.m(x.m)\n        return x.m()\nB().m()\n",
        /* injections of injections */
        "from fastapi import Depends\nfrom functools import partial\nx = None\nwhile x:\n    x = Depends(x)\n"
        "    x = partial(x)\n    x = Depends(x)\ndef f(a=x): return a\ndef g(a=Depends(f), b=Depends(g)): return b\n",
        /* wrappers of wrappers, tasks of tasks */
        "from asgiref.sync import sync_to_async\nimport asyncio\nf = print\nwhile f:\n    f = sync_to_async(f)\n"
        "    f = f(f)\n    f = asyncio.create_task(f)\n    f = asyncio.gather(f, f)\n    f = asyncio.to_thread(f, f)\n",
        /* protocols that give themselves */
        "class It:\n    def __iter__(self): return self\n    def __next__(self): return It()\n"
        "    def __await__(self): return self\n    async def __anext__(self): return self\nasync def f():\n    i = "
        "It()\n"
        "    while i:\n        i = await i\n        for i in i: pass\n        async for i in i: pass\n        i = "
        "f(f(i))\n",
        "def g():\n    yield from g()\n    return (yield from g())\nfor x in g(): x()\n",
        "class P:\n    @property\n    def p(self): return self.p\n    @p.setter\n    def p(self, v): self.p = v\n"
        "    def __getattr__(self, n): return self.zork\n    def __add__(self, o): return self + o\n"
        "x = P()\nwhile x:\n    x = x.p + x.zork\n    x.p = x\n    x = type(x)()\n",
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        end(solve_one(sources[i]));
}

static void test_it_ends_over_modules(void **state)
{
    (void)state;
    static const char *const stars[] = {"from b import *\nzork()\n", "from a import *\nfrom c import *\nzork()\n",
                                        "from a import *\ndef zork(): pass\n"};
    Solved solved = solve(stars, 3);
    assert_true(calls(solved.program, "", "zork"));
    end(solved);
    static const char *const hooks[] = {
        "import b\nfrom functools import partial\nimport a\n__getattr__ = partial(getattr, a, 'x')\na.y\n",
        "import a\ndef __getattr__(n): return a.zork\na.y()\n"};
    end(solve(hooks, 2));
}

static void test_deep_hierarchies_are_bounded(void **state)
{
    (void)state;
    enum {
        DEEP = 3000
    };
    UT_string source;
    utstring_init(&source);
    utstring_printf(&source, "class C0:\n    def __enter__(self): pass\n");
    for (int i = 1; i < DEEP; i++)
        utstring_printf(&source, "class C%d(C%d):\n    def __enter__(self): pass\n", i, i - 1);
    utstring_printf(&source, "def f(a: C0):\n    with a: pass\nx = C%d()\nx.attribute = f\nx.attribute()\n", DEEP - 1);
    Solved solved = solve_one(utstring_body(&source));
    assert_true(calls(solved.program, "", "f"));
    assert_true(calls(solved.program, "f", "__enter__"));
    utstring_done(&source);
    end(solved);
}

static void test_what_holds_itself_is_still_looked_into(void **state)
{
    (void)state;
    Solved solved = solve_one("import asyncio\ndef f(): pass\na = [f]\na.append(a)\nfor x in a: pass\n"
                              "loop = asyncio.get_event_loop()\nloop.call_soon(a[0])\n"
                              "def g():\n    for x in a: x()\n");
    assert_true(calls(solved.program, "g", "f"));
    assert_true(calls(solved.program, "", "f"));
    end(solved);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mro_of_a_diamond),
        cmocka_unit_test(test_mro_of_the_textbook),
        cmocka_unit_test(test_mro_that_python_refuses_still_ends),
        cmocka_unit_test(test_mro_of_cycles),
        cmocka_unit_test(test_it_ends),
        cmocka_unit_test(test_it_ends_over_modules),
        cmocka_unit_test(test_deep_hierarchies_are_bounded),
        cmocka_unit_test(test_what_holds_itself_is_still_looked_into),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
