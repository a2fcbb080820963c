/*
 * test_python.c - what the Python extractor makes of a file: which values reach a read, and what is left of broken code.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../extractors/extractor.h"
#include <stdlib.h>
#include <string.h>
#include <utstring.h>

typedef struct {
    FactsHeader *image;
    Facts facts;
} Extracted;

static Extracted extract(const char *source, size_t size)
{
    const Extractor *extractor = extractors[LANGUAGE_PYTHON];
    ExtractorState *state = extractor->open();
    Extracted file = {.image = extractor->extract(state, source, size)};
    extractor->close(state);
    assert_true(facts_open(&file.facts, file.image, file.image->size));
    return file;
}

static void describe(const Facts *facts, uint32_t index, unsigned depth, UT_string *out);

static const Def *find_def(const Facts *facts, const char *name)
{
    for (uint32_t i = 1; i < facts->defs_count; i++)
        if (strcmp(facts_name(facts, facts->defs[i].name), name) == 0)
            return &facts->defs[i];
    fail_msg("no definition of %s", name);
    return NULL;
}

/* Of an interface, functions say what they are, and constructors what they keep. */
static void test_interface(void **state)
{
    static const char source[] = "class C:\n"
                                 "    def __init__(self, a: int):\n        self.a = a\n"
                                 "    async def f(self) -> str:\n        return self.g()\n"
                                 "    def g(self):\n        x = lambda: (yield)\n        self.hidden = 1\n"
                                 "    def h(self):\n        for i in self.f():\n            yield i\n";
    const Extractor *extractor = extractors[LANGUAGE_PYTHON];
    ExtractorState *kept = extractor->open();
    FactsHeader *image = extractor->extract_interface(kept, source, sizeof source - 1);
    Facts facts;
    (void)state;
    extractor->close(kept);
    assert_true(facts_open(&facts, image, image->size));
    assert_int_equal(find_def(&facts, "f")->flags, DEF_ASYNC);
    assert_int_equal(find_def(&facts, "g")->flags, 0);
    assert_int_equal(find_def(&facts, "h")->flags, DEF_GENERATOR);
    assert_true(find_def(&facts, "f")->returns);
    unsigned kept_attributes = 0, calls = 0;
    for (uint32_t i = 1; i < facts.effects_count; i++)
        kept_attributes += facts.effects[i].kind == EFFECT_SET_ATTRIBUTE;
    for (uint32_t i = 1; i < facts.values_count; i++)
        calls += facts.values[i].kind == VALUE_CALL;
    assert_int_equal(kept_attributes, 1);
    assert_int_equal(calls, 0);
    free(image);
}

static void describe_operands(const Facts *facts, const Value *value, unsigned depth, UT_string *out)
{
    utstring_printf(out, "(");
    for (uint32_t i = 0; i < value->count; i++) {
        const Operand *operand = &facts->operands[value->first + i];
        utstring_printf(out, "%s%s%s", i ? ", " : "", facts_name(facts, operand->name),
                        operand->name > NAME_DOUBLESTAR ? "=" : "");
        describe(facts, operand->value, depth, out);
    }
    utstring_printf(out, ")");
}

/* A value as an expression: phi(1, 2), a.b, f(x). */
static void describe(const Facts *facts, uint32_t index, unsigned depth, UT_string *out)
{
    static const char *const kinds[VALUE_KIND_COUNT] = {
        [VALUE_NONE] = "none",         [VALUE_UNKNOWN] = "unknown", [VALUE_AWAIT] = "await",
        [VALUE_ELEMENT] = "element",   [VALUE_ENTER] = "enter",     [VALUE_UNPACK] = "unpack",
        [VALUE_REST] = "rest",         [VALUE_YIELD] = "yield",     [VALUE_EXCEPTION] = "exception",
        [VALUE_INSTANCE] = "instance",
    };
    const Value *value = &facts->values[index];
    if (!depth) {
        utstring_printf(out, "…");
        return;
    }
    switch ((ValueKind)value->kind) {
    case VALUE_CONSTANT:
        utstring_printf(out, "%s",
                        value->name                        ? facts_name(facts, value->name)
                        : value->detail == CONSTANT_NONE   ? "None"
                        : value->detail == CONSTANT_STRING ? "\"\""
                                                           : "constant");
        break;
    case VALUE_PARAM:
        utstring_printf(out, "param %s", facts_name(facts, value->name));
        break;
    case VALUE_GLOBAL:
        utstring_printf(out, "global %s", facts_name(facts, value->name));
        break;
    case VALUE_CELL:
        utstring_printf(out, "cell %s", facts_name(facts, value->name));
        break;
    case VALUE_DEFINITION:
        utstring_printf(out, "def %s", facts_name(facts, facts->defs[value->base].name));
        break;
    case VALUE_IMPORT:
        utstring_printf(out, "import %s", facts_name(facts, facts->imports[value->base].module));
        break;
    case VALUE_ATTRIBUTE:
        describe(facts, value->base, depth - 1, out);
        utstring_printf(out, ".%s", facts_name(facts, value->name));
        break;
    case VALUE_CALL:
        describe(facts, value->base, depth - 1, out);
        describe_operands(facts, value, depth - 1, out);
        break;
    case VALUE_PHI:
        utstring_printf(out, "phi");
        describe_operands(facts, value, depth - 1, out);
        break;
    case VALUE_DECORATED:
        utstring_printf(out, "@");
        describe(facts, value->base, depth - 1, out);
        describe_operands(facts, value, depth - 1, out);
        break;
    case VALUE_CONTAINER:
        utstring_printf(out, "%s",
                        value->detail == CONTAINER_DICT   ? "dict"
                        : value->detail == CONTAINER_LIST ? "list"
                        : value->detail == CONTAINER_SET  ? "set"
                                                          : "tuple");
        describe_operands(facts, value, depth - 1, out);
        break;
    case VALUE_SUBSCRIPT:
        describe(facts, value->base, depth - 1, out);
        utstring_printf(out, "[]");
        describe_operands(facts, value, depth - 1, out);
        break;
    case VALUE_OPERATOR:
        utstring_printf(out, "op ");
        describe(facts, value->base, depth - 1, out);
        describe_operands(facts, value, depth - 1, out);
        break;
    case VALUE_COMPREHENSION:
        utstring_printf(out, "each ");
        describe(facts, value->base, depth - 1, out);
        break;
    case VALUE_NARROWED:
        utstring_printf(out, "narrowed ");
        describe(facts, value->base, depth - 1, out);
        describe_operands(facts, value, depth - 1, out);
        break;
    default:
        utstring_printf(out, "%s ", kinds[value->kind]);
        if (value->base)
            describe(facts, value->base, depth - 1, out);
        break;
    }
}

/* What the calls of `show(…)` in the source are given, one after the other in order of their lines. */
static void assert_shows(const char *source, const char *expected)
{
    enum {
        DEEPEST = 6
    };
    Extracted file = extract(source, strlen(source));
    UT_string text;
    utstring_init(&text);
    for (uint32_t i = 1; i < file.facts.values_count; i++) {
        const Value *value = &file.facts.values[i];
        const Value *callee = &file.facts.values[value->base];
        if (value->kind != VALUE_CALL || strcmp(facts_name(&file.facts, callee->name), "show") != 0)
            continue;
        utstring_printf(&text, "%s", utstring_len(&text) ? "; " : "");
        describe(&file.facts, file.facts.operands[value->first].value, DEEPEST, &text);
    }
    assert_string_equal(utstring_body(&text), expected);
    utstring_done(&text);
    free(file.image);
}

static void test_an_assignment_replaces(void **state)
{
    (void)state;
    assert_shows("def f():\n a = 1\n a = 2\n show(a)\n a = 3\n", "2");
    assert_shows("def f():\n a = b = 1\n show(b)\n b += 2\n show(b)\n", "1; op 1(2)");
    assert_shows("def f(x):\n a, (b, *c) = x\n show(a)\n show(b)\n show(c)\n",
                 "unpack param x; unpack unpack param x; rest unpack param x");
    assert_shows("def f():\n a, b = 1, 2\n a, b = b, a\n show(a)\n", "2");
    assert_shows("def f():\n if (n := 1): show(n)\n show(n)\n", "1; 1");
    assert_shows("def f():\n a = 1\n del a\n show(a)\n", "unknown ");
}

static void test_branches_merge(void **state)
{
    (void)state;
    assert_shows("def f(c):\n if c: a = 1\n else: a = 2\n show(a)\n", "phi(2, 1)");
    assert_shows("def f(c):\n a = 0\n if c: a = 1\n show(a)\n", "phi(0, 1)");
    assert_shows("def f(c):\n if c:\n  a = 1\n  return\n else: a = 2\n show(a)\n", "2");
    assert_shows("def f(c):\n if c: raise c\n elif d: a = 2\n else: a = 3\n show(a)\n", "phi(3, 2)");
    assert_shows("def f(c):\n show(1 if c else 2)\n show(c and 1)\n", "phi(1, 2); phi(param c, 1)");
}

static void test_loops_see_earlier_turns(void **state)
{
    (void)state;
    assert_shows("def f(x):\n a = 1\n for i in x:\n  show(a)\n  a = 2\n show(i)\n", "phi(1, 2); element param x");
    assert_shows("def f(x):\n a = 1\n while x:\n  b = 1\n show(a)\n", "1");
    assert_shows("def f(x):\n a = 1\n while True:\n  a = 2\n  if x: break\n  a = 3\n show(a)\n", "2");
    assert_shows("def f(x):\n a = 1\n for i in x:\n  if i: continue\n  a = 2\n else:\n  show(a)\n", "phi(1, 2)");
    assert_shows("def f(x):\n while x:\n  x = x.next\n show(x)\n",
                 "phi(param x, phi(param x, phi(param x, ….next).next).next)");
}

static void test_handlers_see_what_was_tried(void **state)
{
    (void)state;
    assert_shows("def f():\n a = 1\n try:\n  a = 2\n except E:\n  show(a)\n", "phi(1, 2)");
    assert_shows("def f():\n try: a = 1\n except E: a = 2\n else: a = 3\n show(a)\n", "phi(2, 3)");
    assert_shows("def f():\n try: a = 1\n except E: return\n finally: show(a)\n show(a)\n", "1; 1");
    assert_shows("def f():\n try: pass\n except E as e:\n  show(e)\n show(e)\n", "exception global E; unknown ");
}

static void test_free_variables(void **state)
{
    (void)state;
    assert_shows("def f():\n a = 1\n def g():\n  show(a)\n", "1");
    assert_shows("def f():\n a = 1\n def g():\n  show(a)\n a = 2\n", "cell a");
    assert_shows("def f():\n a = 1\n def g():\n  nonlocal a\n  a = 2\n g()\n show(a)\n", "phi(1, cell a)");
    assert_shows("def f():\n def g():\n  show(a)\n a = 1\n", "1");
    assert_shows("def f():\n global a\n a = 1\n show(a)\n", "global a");
    assert_shows("def f(a):\n class C:\n  a = 1\n  def g(self):\n   show(a)\n", "param a");
    assert_shows("def f(a):\n return lambda: show(a)\n", "param a");
    assert_shows("a = 1\ndef f():\n show(a)\n a = 2\n", "phi(2)");
}

static void test_a_class_keeps_what_is_declared_around_it(void **state)
{
    (void)state;
    assert_shows("def f():\n global a\n class C:\n  b = 1\n a = 1\n show(a)\n", "global a");
    assert_shows("def f(a):\n class C:\n  a = 1\n  class D:\n   a = 2\n  show(a)\n show(a)\n", "1; param a");
}

static void test_comprehensions_have_their_own_names(void **state)
{
    (void)state;
    assert_shows("def f(x, a):\n b = [show(a) for a in x]\n show(a)\n", "element param x; param a");
    assert_shows("def f(x):\n show([y.z for y in x])\n", "each element param x.z");
    assert_shows("def f(x):\n show({k: v for k, v in x})\n", "each unpack element param x");
    assert_shows("def f(x):\n [b := a for a in x]\n show(b)\n", "element param x");
    assert_shows("def f(x):\n return [lambda: show(a) for a in x]\n", "element param x");
}

static void test_match_binds_and_narrows(void **state)
{
    (void)state;
    assert_shows("def f(x):\n match x:\n  case Point(y=b): show(b)\n  case [a, *r]: show(a)\n  case {'k': v}: show(v)\n"
                 "  case str() as s: show(s)\n  case other: show(other)\n",
                 "narrowed param x(global Point).y; unpack param x; param x[](k); narrowed param x(global str); "
                 "narrowed param x(global str)");
    assert_shows("def f(x):\n match x:\n  case 1: a = 1\n  case _: a = 2\n show(a)\n", "phi(2, 1)");
}

static void test_tests_narrow_locals(void **state)
{
    (void)state;
    assert_shows("def f(x):\n if isinstance(x, A): show(x)\n else: show(x)\n show(x)\n",
                 "narrowed param x(global A); narrowed param x(global A); param x");
    assert_shows("def f(x):\n if isinstance(x, (A, b.C)): show(x)\n", "narrowed param x(global A, global b.C)");
    assert_shows("def f(x):\n if not isinstance(x, A | B): return\n show(x)\n", "narrowed param x(global A, global B)");
    assert_shows("def f(x, y):\n if isinstance(x, y): show(x)\n if isinstance(x, *y): show(x)\n", "param x; param x");
    assert_shows("def f(x):\n if x is None: x = 1\n show(x)\n", "phi(narrowed param x(), 1)");
    assert_shows("def f(x):\n x is None or [show(x)]\n show(x)\n", "narrowed param x(); param x");
    assert_shows("def f(x):\n if x is None or isinstance(x, A): return\n show(x)\n",
                 "narrowed narrowed param x()(global A)");
    assert_shows("def f(x):\n [show(x) for y in z if x is None]\n show(x)\n", "narrowed param x(); param x");
    assert_shows("def f(x):\n while x is not None:\n  x = x.next\n  show(x)\n",
                 "narrowed phi(param x, narrowed phi(…, …)().next)().next");
    assert_shows("def f(x):\n for y in z:\n  if x is None: continue\n  show(x)\n show(x)\n",
                 "narrowed phi(param x)(); param x");
    assert_shows("def f():\n x = 1\n if x is None: show(x)\n", "1");
}

static void test_containers_are_known_by_element(void **state)
{
    (void)state;
    assert_shows("def f():\n d = {'a': 1}\n d['a'] = 2\n show(d['a'])\n", "2");
    assert_shows("def f():\n d = {'a': 1, 'a': 2, 1: 3}\n show(d['a'])\n show(d[1])\n", "2; 3");
    assert_shows("def f():\n l = [1, 2]\n l.append(3)\n show(l[-1])\n show(l[::-2])\n", "3; list(3, 1)");
    assert_shows("def f():\n l = [1, 2, 3, 4]\n a, *b, c = l\n show(b)\n show(c)\n", "list(2, 3); 4");
    assert_shows("def f(x):\n d = {'a': 1}\n x(d)\n show(d['a'])\n", "dict(a, 1)[](a)");
    assert_shows("def f():\n d = {'a': 1}\n def g(): d\n show(d['a'])\n", "dict(a, 1)[](a)");
    assert_shows("def f(d={}):\n if d: d = {'a': 1}\n show(d['a'])\n", "phi(param d, dict(a, 1))[](a)");
}

static void test_with_and_await(void **state)
{
    (void)state;
    assert_shows("async def f(x):\n async with x as y, y as z: show(z)\n show(await x())\n",
                 "enter enter param x; await param x()");
    assert_shows("def f():\n a = yield 1\n show(a)\n", "yield 1");
}

static void test_annotations_may_be_strings(void **state)
{
    (void)state;
    Extracted file = extract("def f(a: 'b.C', d: \"list[E]\", /, g=1, *h, i: J = 2, **k) -> 'None': pass\n", 73);
    const Facts *facts = &file.facts;
    static const ParamKind kinds[] = {PARAM_POSITIONAL_ONLY, PARAM_POSITIONAL_ONLY, PARAM_PLAIN, PARAM_STAR,
                                      PARAM_KEYWORD_ONLY,    PARAM_DOUBLESTAR};
    static const char *const names[] = {"a", "d", "g", "h", "i", "k"};
    const Def *def = &facts->defs[2];
    assert_int_equal(def->param_count, 6);
    for (uint32_t i = 0; i < 6; i++) {
        assert_int_equal(facts->params[def->first_param + i].kind, kinds[i]);
        assert_string_equal(facts_name(facts, facts->params[def->first_param + i].name), names[i]);
    }
    UT_string text;
    utstring_init(&text);
    for (uint32_t i = 0; i < 5; i++) {
        utstring_printf(&text, "%s", i ? "; " : "");
        describe(facts, facts->params[def->first_param + i].annotation, 5, &text);
    }
    assert_string_equal(utstring_body(&text), "global b.C; global list[](global E); none ; none ; global J");
    assert_int_not_equal(facts->params[def->first_param + 2].fallback, 0);
    assert_int_not_equal(def->returns, 0);
    utstring_done(&text);
    free(file.image);
}

static void test_decorators_apply_from_below(void **state)
{
    (void)state;
    assert_shows("@a\n@b(1)\ndef f(): pass\nshow(f)\n", "@global a(@global b(1)(def f))");
    UT_string source;
    utstring_init(&source);
    for (int i = 0; i < 500; i++)
        utstring_printf(&source, "@d%d\n", i);
    utstring_printf(&source, "def f(): pass\n");
    Extracted file = extract(utstring_body(&source), utstring_len(&source));
    assert_int_equal(file.facts.defs_count, 3);
    assert_int_not_equal(file.facts.defs[2].decorator_count, 0);
    free(file.image);
    utstring_done(&source);
}

static void test_broken_code_leaves_the_rest(void **state)
{
    (void)state;
    static const char source[] =
        "def good():\n    return 1\n\ndef broken():\n    x = = 1\n\nclass Fine:\n    def m(self): pass\n";
    Extracted file = extract(source, sizeof source - 1);
    bool good = false, fine = false;
    for (uint32_t i = 1; i < file.facts.defs_count; i++) {
        const char *name = facts_name(&file.facts, file.facts.defs[i].name);
        good = good || strcmp(name, "good") == 0;
        fine = fine || strcmp(name, "Fine") == 0;
    }
    assert_true(file.facts.problems_count > 1);
    assert_true(good);
    assert_true(fine);
    free(file.image);
    static const char *const odd[] = {"",    "\n",       "\\", "\t",    "(",        "'''",
                                      "def", "class C(", "@",  "x = [", "\xff\xfe", "if"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        free(extract(odd[i], strlen(odd[i])).image);
    free(extract("a\0b = c\0", 8).image);
}

static void test_far_places_are_capped(void **state)
{
    (void)state;
    enum {
        LINES = (1 << 20) + 10,
        COLUMNS = 5000
    };
    char *source = malloc(LINES + COLUMNS + 10);
    memset(source, '\n', LINES);
    memset(source + LINES, ' ', COLUMNS);
    source[LINES] = 'a';
    source[LINES + 1] = ';';
    memcpy(source + LINES + COLUMNS, "f()\n", sizeof "f()\n");
    Extracted file = extract(source, LINES + COLUMNS + 4);
    const Value *last = &file.facts.values[file.facts.values_count - 1];
    assert_int_equal(last->kind, VALUE_CALL);
    assert_int_equal(last->line, (1 << 20) - 1);
    assert_int_equal(last->column, (1 << 12) - 1);
    free(file.image);
    free(source);
}

/* Time and memory must not grow with the square of what a file holds. */
static void test_long_files(void **state)
{
    (void)state;
    enum {
        MANY = 20000
    };
    UT_string source;
    utstring_init(&source);
    utstring_printf(&source, "def f(x):\n");
    for (int i = 0; i < MANY; i++)
        utstring_printf(&source, " a%d = lambda: a%d\n if x: b = %d\n", i, i, i % 10);
    for (int i = 0; i < MANY / 10; i++)
        utstring_printf(&source, " class C%d: pass\n for c in x: c()\n try: d = %d\n except E: pass\n", i, i % 10);
    Extracted file = extract(utstring_body(&source), utstring_len(&source));
    assert_int_equal(file.facts.defs_count, 3 + MANY + MANY / 10);
    free(file.image);
    utstring_done(&source);
}

static void check_chain(const char *const operators[2])
{
    enum {
        MANY = 5000
    };
    UT_string source;
    utstring_init(&source);
    utstring_printf(&source, "x = f()");
    for (int i = 1; i < MANY; i++)
        utstring_printf(&source, " %s f()", operators[i % 2]);
    Extracted file = extract(utstring_body(&source), utstring_len(&source));
    uint32_t calls = 0;
    for (uint32_t i = 1; i < file.facts.values_count; i++)
        calls += file.facts.values[i].kind == VALUE_CALL;
    assert_int_equal(calls, MANY);
    assert_int_equal(file.facts.problems_count, 1); /* the one that means none */
    free(file.image);
    utstring_done(&source);
}

/* A sum of many terms is long, not deep; and so are the many alternatives of a condition. */
static void test_long_chains(void **state)
{
    (void)state;
    check_chain((const char *const[]){"+", "*"});
    check_chain((const char *const[]){"-", "|"});
    check_chain((const char *const[]){"or", "or"});
    check_chain((const char *const[]){"and", "or"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_assignment_replaces),
        cmocka_unit_test(test_branches_merge),
        cmocka_unit_test(test_loops_see_earlier_turns),
        cmocka_unit_test(test_handlers_see_what_was_tried),
        cmocka_unit_test(test_free_variables),
        cmocka_unit_test(test_a_class_keeps_what_is_declared_around_it),
        cmocka_unit_test(test_comprehensions_have_their_own_names),
        cmocka_unit_test(test_match_binds_and_narrows),
        cmocka_unit_test(test_tests_narrow_locals),
        cmocka_unit_test(test_containers_are_known_by_element),
        cmocka_unit_test(test_with_and_await),
        cmocka_unit_test(test_annotations_may_be_strings),
        cmocka_unit_test(test_decorators_apply_from_below),
        cmocka_unit_test(test_broken_code_leaves_the_rest),
        cmocka_unit_test(test_far_places_are_capped),
        cmocka_unit_test(test_interface),
        cmocka_unit_test(test_long_files),
        cmocka_unit_test(test_long_chains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
