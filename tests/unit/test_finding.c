/*
 * test_finding.c - order, doubles, fingerprints, what is known.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../gen/check/baseline.h"
#include "../../gen/check/finding.h"
#include "scratch.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A tree of one file, app.py. */
typedef struct {
    Diag *diag;
    SourceTree *tree;
    Lines *lines;
    FindingList *list;
} Fixture;

static Fixture open_fixture(const char *text)
{
    Fixture fixture = {.diag = diag_new(-1, false)};
    assert_int_equal(scratch_set_up(NULL), 0);
    scratch_put("app.py", text);
    SourceQuery query = {.root = scratch};
    fixture.tree = source_open(&query, fixture.diag);
    assert_non_null(fixture.tree);
    fixture.lines = lines_open(fixture.tree);
    fixture.list = finding_list_new(fixture.lines);
    return fixture;
}

static void close_fixture(Fixture *fixture)
{
    finding_list_free(fixture->list);
    lines_close(fixture->lines);
    source_close(fixture->tree);
    diag_free(fixture->diag);
    assert_int_equal(scratch_tear_down(NULL), 0);
}

static Finding *add(const Fixture *fixture, uint32_t line, const char *target)
{
    return finding_list_add(fixture->list, &(Finding){.rule = "await-sync",
                                                      .path = "app.py",
                                                      .line = line,
                                                      .column = 5,
                                                      .symbol = "app.main",
                                                      .target = target,
                                                      .message = "message"});
}

/* The fingerprint of the only finding, on that line of that text. */
static void fingerprint_of(const char *text, uint32_t line, const char *target, char *out)
{
    size_t count;
    Fixture fixture = open_fixture(text);
    add(&fixture, line, target);
    finding_list_finish(fixture.list);
    memcpy(out, finding_list_items(fixture.list, &count)->fingerprint, FINGERPRINT_SIZE);
    assert_int_equal(count, 1);
    close_fixture(&fixture);
}

static void fingerprints_stay_when_lines_move(void **state)
{
    char first[FINGERPRINT_SIZE], other[FINGERPRINT_SIZE];
    (void)state;
    fingerprint_of("    await make()\n", 1, "app.make", first);
    assert_int_equal(strlen(first), FINGERPRINT_SIZE - 1);
    fingerprint_of("# one\n# two\n    await make()\n", 3, "app.make", other);
    assert_string_equal(first, other);
    fingerprint_of("\tawait   make() \r\n", 1, "app.make", other);
    assert_string_equal(first, other);
}

static void fingerprints_tell_apart(void **state)
{
    char first[FINGERPRINT_SIZE], other[FINGERPRINT_SIZE];
    (void)state;
    fingerprint_of("await make()\n", 1, "app.make", first);
    fingerprint_of("await make(1)\n", 1, "app.make", other);
    assert_string_not_equal(first, other);
    fingerprint_of("await make()\n", 1, "app.other", other);
    assert_string_not_equal(first, other);
    fingerprint_of("await ma ke()\n", 1, "app.make", other);
    assert_string_not_equal(first, other);
}

static void equal_lines_are_counted(void **state)
{
    char alone[FINGERPRINT_SIZE];
    size_t count;
    (void)state;
    fingerprint_of("await make()\n", 1, "app.make", alone);
    Fixture fixture = open_fixture("await make()\nawait make()\n");
    add(&fixture, 2, "app.make");
    add(&fixture, 1, "app.make");
    finding_list_finish(fixture.list);
    const Finding *findings = finding_list_items(fixture.list, &count);
    assert_int_equal(count, 2);
    assert_int_equal(findings[0].line, 1);
    assert_string_equal(findings[0].fingerprint, alone);
    assert_string_not_equal(findings[1].fingerprint, alone);
    close_fixture(&fixture);
}

static void doubles_are_dropped(void **state)
{
    size_t count;
    (void)state;
    Fixture fixture = open_fixture("await make()\n");
    for (int i = 0; i < 3; i++)
        add(&fixture, 1, "app.make");
    add(&fixture, 1, "app.other");
    finding_list_finish(fixture.list);
    finding_list_items(fixture.list, &count);
    assert_int_equal(count, 2);
    close_fixture(&fixture);
}

static void evidence_has_its_source(void **state)
{
    (void)state;
    Fixture fixture = open_fixture("def make():\n    await make()\n");
    Finding *finding = add(&fixture, 2, "app.make");
    finding_add_evidence(fixture.list, finding, "app.py", 1, 0, "defined with %s", "def");
    finding_add_evidence(fixture.list, finding, "gone.py", 9, 1, "gone");
    assert_int_equal(finding->evidence_count, 2);
    assert_string_equal(finding->source, "    await make()");
    assert_string_equal(finding->evidence[0].note, "defined with def");
    assert_string_equal(finding->evidence[0].source, "def make():");
    assert_string_equal(finding->evidence[1].source, "");
    close_fixture(&fixture);
}

static void what_is_known_is_dropped(void **state)
{
    char error[200];
    size_t count, fixed;
    UT_string text;
    (void)state;
    Fixture fixture = open_fixture("await make()\nawait other()\n");
    add(&fixture, 1, "app.make");
    finding_list_finish(fixture.list);
    utstring_init(&text);
    baseline_write(fixture.list, &text);
    Baseline *baseline = baseline_new();
    assert_true(baseline_read(baseline, utstring_body(&text), utstring_len(&text), error, sizeof error));
    add(&fixture, 2, "app.other");
    finding_list_finish(fixture.list);
    assert_int_equal(baseline_apply(baseline, fixture.list, &fixed), 1);
    assert_int_equal(fixed, 0);
    assert_string_equal(finding_list_items(fixture.list, &count)->target, "app.other");
    assert_int_equal(baseline_apply(baseline, fixture.list, &fixed), 0);
    utstring_done(&text);
    baseline_free(baseline);
    close_fixture(&fixture);
}

static void expect_broken(const char *text, const char *message)
{
    char error[200] = "";
    Baseline *baseline = baseline_new();
    assert_false(baseline_read(baseline, text, strlen(text), error, sizeof error));
    assert_non_null(strstr(error, message));
    baseline_free(baseline);
}

static void broken_baselines_are_refused(void **state)
{
    (void)state;
    expect_broken("", "line 1");
    expect_broken("[]", "is no baseline");
    expect_broken("{\"schema\": \"seamap.baseline/2\", \"findings\": []}", "is no baseline");
    expect_broken("{\"schema\": \"seamap.baseline/1\", \"findings\": {}}", "is no baseline");
    expect_broken("{\"schema\": \"seamap.baseline/1\", \"findings\": [3]}", "finding 1 has no fingerprint");
    expect_broken("{\"schema\": \"seamap.baseline/1\", \"findings\": [{\"fingerprint\": \"xyz\"}]}",
                  "finding 1 has no fingerprint");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fingerprints_stay_when_lines_move), cmocka_unit_test(fingerprints_tell_apart),
        cmocka_unit_test(equal_lines_are_counted),           cmocka_unit_test(doubles_are_dropped),
        cmocka_unit_test(evidence_has_its_source),           cmocka_unit_test(what_is_known_is_dropped),
        cmocka_unit_test(broken_baselines_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
