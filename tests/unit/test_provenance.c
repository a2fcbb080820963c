/*
 * test_provenance.c - the lines by which calls reach their targets, in small programs given as strings.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../extractors/extractor.h"
#include "../../gen/program/provenance.h"
#include <stdlib.h>
#include <string.h>
#include <utstring.h>

/* Writes each step as "line reason, reason"; "-" where nothing was found. */
static void write_chain(const Provenance *provenance, const ResolvedCall *call, UT_string *out)
{
    size_t count;
    ChainStep *steps = provenance_find(provenance, call, &count);
    utstring_clear(out);
    for (size_t i = 0; i < count && steps; i++) {
        const char *separator = " ";
        utstring_printf(out, "%s%u", i ? "; " : "", steps[i].line);
        for (Why why = 0; why < WHY_COUNT; why++)
            if (steps[i].reasons >> why & 1) {
                utstring_printf(out, "%s%s", separator, why_name(why));
                separator = ", ";
            }
    }
    if (!steps)
        utstring_printf(out, "-");
    free(steps);
}

static const ResolvedCall *call_at(const Program *program, uint32_t line, const char *target)
{
    size_t count;
    const ResolvedCall *calls = program_calls(program, &count);
    for (size_t i = 0; i < count; i++) {
        if (!calls[i].target || program_value(program, calls[i].site)->line != line)
            continue;
        const ProgramFile *file = program_file_of_def(program, calls[i].target);
        if (strcmp(facts_name(&file->facts, program_def(program, calls[i].target)->name), target) == 0)
            return &calls[i];
    }
    fail_msg("no call of %s in line %u", target, line);
    return NULL;
}

/* Checks how the target is reached by its call in a line of a module. */
static void assert_chain(const char *source, uint32_t line, const char *target, const char *expected)
{
    static const char *const path = "a.py", *const none[] = {NULL};
    const Extractor *extractor = extractors[LANGUAGE_PYTHON];
    ExtractorState *state = extractor->open();
    FactsHeader *image = extractor->extract(state, source, strlen(source));
    extractor->close(state);
    ProgramInput input = {.root = "/nowhere/at/all",
                          .roots = none,
                          .markers = none,
                          .paths = &path,
                          .images = (const FactsHeader *const[]){image},
                          .file_count = 1};
    Catalog *catalog = catalog_new();
    Program *program = program_new(&input, catalog);
    Provenance *provenance = provenance_new(program);
    UT_string text;
    utstring_init(&text);
    write_chain(provenance, call_at(program, line, target), &text);
    assert_string_equal(utstring_body(&text), expected);
    utstring_done(&text);
    provenance_free(provenance);
    program_free(program);
    free(image);
    catalog_free(catalog);
}

static void test_functions(void **state)
{
    (void)state;
    assert_chain("def f(): pass\nf()\n", 2, "f", "1 defined; 2 called");
    assert_chain("def f(): pass\ndef run(g):\n    g()\nrun(f)\n", 3, "f", "1 defined; 4 passed as argument; 3 called");
    assert_chain("def f(): pass\ndef pick():\n    return f\ng = pick()\ng()\n", 5, "f",
                 "1 defined; 3 returned; 4 result of call; 5 called");
    assert_chain("def f(): pass\ndef run(g=f):\n    g()\n", 3, "f", "1 defined; 2 default; 3 called");
    assert_chain("def f(): pass\nx = [f]\nfor g in x:\n    g()\n", 4, "f",
                 "1 defined; 2 put into container; 3 taken from container; 4 called");
}

static void test_receivers(void **state)
{
    (void)state;
    assert_chain("class A:\n    def m(self): pass\na = A()\na.m()\n", 4, "m", "2 defined; 3 instance made; 4 called");
    assert_chain("class A:\n    def m(self): pass\n    def run(self):\n        self.m()\n", 4, "m",
                 "2 defined; 4 called");
    assert_chain("class A:\n    def m(self): pass\nclass B:\n    def __init__(self):\n        self.a = A()\n"
                 "    def run(self):\n        self.a.m()\n",
                 7, "m", "2 defined; 5 instance made, stored in attribute; 7 called");
    assert_chain("class A:\n    def m(self): pass\ndef run(a: A):\n    a.m()\n", 4, "m",
                 "2 defined; 3 annotated; 4 called");
}

static void test_inheritance(void **state)
{
    (void)state;
    static const char bases[] = "class A:\n    def m(self): pass\nclass B(A): pass\nclass C(B): pass\n"
                                "C().m()\nclass D(A):\n    def m(self):\n        super().m()\n";
    assert_chain(bases, 5, "m", "2 defined; 3 inherits; 4 inherits; 5 instance made, called");
    assert_chain(bases, 8, "m", "2 defined; 6 inherits; 8 called");
    assert_chain(
        "class A:\n    def run(self):\n        self.m()\nclass B(A):\n    def m(self): pass\nb = B()\nb.run()\n", 3,
        "m", "5 defined; 6 instance made; 7 receiver; 3 called");
}

static void test_what_calls_imply(void **state)
{
    (void)state;
    assert_chain("class A:\n    def __init__(self): pass\nB = A\nB()\n", 4, "__init__", "2 defined; 4 called");
    assert_chain("class A:\n    @property\n    def p(self): return 1\na = A()\na.p\n", 5, "p",
                 "3 defined; 4 instance made; 5 called");
    assert_chain("class A:\n    def __enter__(self): pass\n    def __exit__(self): pass\nwith A(): pass\n", 4,
                 "__exit__", "3 defined; 4 instance made, called");
    assert_chain("def d(f):\n    def w(): f()\n    return w\n@d\ndef g(): pass\ng()\n", 6, "w",
                 "2 defined; 3 returned; 5 decorated; 6 called");
    assert_chain("class A:\n    def m(self): pass\nasync def make():\n    return A()\nasync def run():\n"
                 "    a = await make()\n    a.m()\n",
                 7, "m", "2 defined; 4 instance made, returned; 6 result of call; 7 called");
}

/* Values that go in circles have an origin all the same, or none, but the search ends. */
static void test_circles(void **state)
{
    (void)state;
    assert_chain("class A:\n    def m(self): return self\na = A()\nwhile a:\n    a = a.m()\n", 5, "m",
                 "2 defined; 3 instance made; 5 called");
    assert_chain("def f(g):\n    g(g)\nf(f)\n", 2, "f", "1 defined; 3 passed as argument; 2 called");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_functions),        cmocka_unit_test(test_receivers), cmocka_unit_test(test_inheritance),
        cmocka_unit_test(test_what_calls_imply), cmocka_unit_test(test_circles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
