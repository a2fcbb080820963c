/* Command line and config file: what they mean, and what is said when they mean nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gen/config.h"
#include "gen/options.h"
#include "gen/suggest.h"
#include "scratch.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *home, *messages;

/* Every test starts in an empty directory. */
static int set_up(void **state)
{
    home = getcwd(NULL, 0);
    setenv("XDG_CACHE_HOME", "/cache", 1);
    return scratch_set_up(state) == 0 && chdir(scratch) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    int failed = chdir(home);
    free(home);
    return scratch_tear_down(state) == 0 ? failed : -1;
}

static int run_nothing(const Options *options, Diag *diag)
{
    (void)options, (void)diag;
    return 0;
}

static const Verb verbs[] = {
    {"draw", "[PATH...]", "diagrams", VERB_DRAWS, run_nothing},
    {"graph", "[PATH...]", "the graph", VERB_GRAPHS, run_nothing},
    {"explain", "SYMBOL [PATH...]", "one symbol", VERB_HAS_SYMBOL, run_nothing},
    {"check", "[PATH...]", "findings", VERB_CHECKS, run_nothing},
    {"dump-facts", "", "facts", VERB_HIDDEN, run_nothing},
    {0},
};

/* Reads a command line, given as words separated by blanks. */
static OptionsResult parse(Options *options, const char *line)
{
    static char copy[1000];
    char *argv[64] = {"seamap"}, *rest = copy;
    int argc = 1;
    size_t size;
    snprintf(copy, sizeof copy, "%s", line);
    for (char *word; (word = strsep(&rest, " "));)
        if (*word)
            argv[argc++] = word;
    Diag *diag = diag_new(0, false);
    OptionsResult result = options_parse(options, verbs, argc, argv, diag);
    diag_configure(diag, 0, false);
    free(messages);
    FILE *stream = open_memstream(&messages, &size);
    diag_print(diag, stream);
    fclose(stream);
    diag_free(diag);
    return result;
}

static Options parse_well(const char *line)
{
    Options options;
    if (parse(&options, line) != OPTIONS_RUN)
        fail_msg("%s: %s", line, messages);
    return options;
}

static void expect_problem(const char *line, const char *wanted)
{
    Options options;
    assert_int_equal(parse(&options, line), OPTIONS_BAD);
    assert_string_equal(messages, wanted);
    options_free(&options);
}

static void expect_list(const char *const *list, const char *wanted)
{
    char joined[1000] = "";
    for (; *list; list++) {
        strcat(joined, *joined ? " " : "");
        strcat(joined, *list);
    }
    assert_string_equal(joined, wanted);
}

static void test_defaults(void **state)
{
    (void)state;
    Options options = parse_well("draw");
    assert_string_equal(options.verb->name, "draw");
    assert_string_equal(options.root, ".");
    assert_string_equal(options.cache, "/cache/seamap");
    assert_string_equal(options.emitter->name, "mermaid");
    assert_string_equal(options.view.profile->name, "github");
    expect_list(options.paths, ".");
    expect_list(options.tests, "tests/ test/ test_*.py *_test.py conftest.py");
    for (View view = 0; view < VIEW_COUNT; view++)
        assert_true(options.views[view]);
    assert_true(options.view.sub_diagrams);
    assert_non_null(options.catalog);
    options_free(&options);
}

static void test_everything_given(void **state)
{
    (void)state;
    Options options =
        parse_well("--rev HEAD~1 -q draw a --view init,overview --view=boundaries b --entry x.y --entry z "
                   "--focus f --depth 3 --max-nodes 7 --profile none --include p/ --exclude q --exclude r "
                   "-j2 --cache c -o out --format json --exit-zero -- -d");
    assert_string_equal(options.revision, "HEAD~1");
    assert_int_equal(options.verbosity, -1);
    expect_list(options.paths, "a b -d");
    assert_true(options.views[VIEW_INIT] && options.views[VIEW_OVERVIEW] && options.views[VIEW_BOUNDARIES]);
    assert_false(options.views[VIEW_FACTORIES]);
    expect_list(options.view.entries, "x.y z");
    assert_string_equal(options.view.focus, "f");
    assert_int_equal(options.view.depth, 3);
    assert_int_equal(options.view.max_nodes, 7);
    assert_string_equal(options.view.profile->name, "none");
    expect_list(options.include, "p/");
    expect_list(options.exclude, "q r");
    assert_int_equal(options.jobs, 2);
    assert_string_equal(options.cache, "c");
    assert_string_equal(options.output, "out");
    assert_string_equal(options.emitter->name, "json");
    assert_true(options.exit_zero);
    options_free(&options);
    options = parse_well("explain a.b c --no-cache");
    assert_string_equal(options.symbol, "a.b");
    expect_list(options.paths, "c");
    assert_null(options.cache);
    options_free(&options);
    options = parse_well("graph --format dot");
    assert_string_equal(options.format, "dot");
    options_free(&options);
}

static void test_remedy_is_fit_for_a_shell(void **state)
{
    (void)state;
    Options options = parse_well("draw --check -o it's --exclude *.py --che");
    assert_string_equal(options.remedy, "seamap draw -o 'it'\\''s' --exclude '*.py'");
    options_free(&options);
}

static void test_problems(void **state)
{
    (void)state;
    expect_problem("", "seamap: error: a verb is missing; see seamap --help\n");
    expect_problem("darw", "seamap: error: unknown verb 'darw': did you mean 'draw'?\n");
    expect_problem("xyzzy", "seamap: error: unknown verb 'xyzzy'; known are draw, graph, explain, check\n");
    expect_problem("draw --veiw init", "seamap: error: unknown option --veiw: did you mean --view?\n");
    expect_problem("draw --view ini", "seamap: error: unknown view 'ini': did you mean 'init'?\n");
    expect_problem("draw --view init,",
                   "seamap: error: unknown view ''; known are init, factories, boundaries, overview, all\n");
    expect_problem("draw --format mermade", "seamap: error: unknown format 'mermade': did you mean 'mermaid'?\n");
    expect_problem("graph --format mermaid", "seamap: error: unknown format 'mermaid'; known are json, dot\n");
    expect_problem("graph --view init", "seamap: error: graph takes no --view; see seamap graph --help\n");
    expect_problem("draw --profile gihub", "seamap: error: unknown profile 'gihub': did you mean 'github'?\n");
    expect_problem("draw --depth", "seamap: error: --depth needs a value: --depth=N\n");
    expect_problem("draw --depth 1x", "seamap: error: --depth takes a number from 0 to 1000000, not '1x'\n");
    expect_problem("draw --max-nodes 0", "seamap: error: --max-nodes takes a number from 1 to 1000000, not '0'\n");
    expect_problem("draw -j 99999999999999999999",
                   "seamap: error: --jobs takes a number from 0 to 1024, not '99999999999999999999'\n");
    expect_problem("draw -Z", "seamap: error: unknown option -Z; see seamap --help\n");
    expect_problem("explain",
                   "seamap: error: explain needs a SYMBOL: the end of a qualified name, like Manager.connect\n");
    expect_problem("draw --check", "seamap: error: --check compares with files: name them by -o or --inject\n");
    expect_problem("draw --depfile d --rev HEAD",
                   "seamap: error: --depfile is about files, and --rev reads none: choose one of them\n");
    expect_problem("draw --depfile-target t",
                   "seamap: error: --depfile-target says what a --depfile is about: name that, too\n");
    expect_problem("draw --color red", "seamap: error: --color takes auto, always or never, not 'red'\n");
    expect_problem("-C nowhere draw", "seamap: error: -C nowhere: No such file or directory\n");
    expect_problem("draw --config no.yaml", "no.yaml: error: cannot be opened: No such file or directory\n");
}

static void test_directory_and_config_above(void **state)
{
    (void)state;
    mkdir("p", 0777), mkdir("p/.git", 0777), mkdir("p/q", 0777), mkdir("p/q/r", 0777);
    scratch_put("seamap.yaml", "max-nodes: 1\n");
    scratch_put("p/.seamap.yaml", "max-nodes: 9\nsources: [src, lib]\nentries: [a.b]\nexclude: [gen/]\ntests: [spec/]\n"
                                  "profile: gitlab\n");
    Options options = parse_well("-C p -C q/r draw --exclude x");
    assert_non_null(strstr(options.root, "/p"));
    assert_int_equal(options.view.max_nodes, 9);
    expect_list(options.view.entries, "a.b");
    expect_list(options.exclude, "x gen/");
    expect_list(options.tests, "spec/");
    assert_string_equal(options.view.profile->name, "gitlab");
    assert_non_null(strstr(options.paths[0], "/p/src"));
    assert_non_null(strstr(options.paths[1], "/p/lib"));
    options_free(&options);
    options = parse_well("draw --max-nodes 4 --entry c --profile none .");
    assert_int_equal(options.view.max_nodes, 4);
    expect_list(options.view.entries, "c");
    assert_string_equal(options.view.profile->name, "none");
    expect_list(options.paths, ".");
    options_free(&options);
    assert_int_equal(chdir(scratch), 0);
    options = parse_well("draw p");
    assert_int_equal(options.view.max_nodes, 9);
    options_free(&options);
    /* outside of a repository a config further up belongs to somebody else */
    mkdir("s", 0777);
    options = parse_well("-C s draw");
    assert_int_equal(options.view.max_nodes, 0);
    options_free(&options);
}

static void expect_config_problem(const char *text, const char *wanted)
{
    Options options;
    scratch_put("seamap.yaml", text);
    assert_int_equal(parse(&options, "draw"), OPTIONS_BAD);
    const char *name = strstr(messages, "/seamap.yaml:");
    if (!name || strncmp(name + 1, wanted, strlen(wanted)) != 0)
        fail_msg("%s", messages);
    options_free(&options);
}

static void test_config_problems(void **state)
{
    (void)state;
    expect_config_problem("sources: [a]\n\nsorces: [b]\n",
                          "seamap.yaml:3: error: unknown key 'sorces': did you mean 'sources'?");
    expect_config_problem("zzzzzzzz: 1\n", "seamap.yaml:1: error: unknown key 'zzzzzzzz'; known are sources, include");
    expect_config_problem("max-nodes: lots\n", "seamap.yaml:1:12: error: a number belongs here, and not 'lots'");
    expect_config_problem("\nsources:\n  - a\n  - b: c\n",
                          "seamap.yaml:4:5: error: a single value belongs here, and not keys");
    expect_config_problem("sources: [a\n", "seamap.yaml:2:1: error: did not find");
    expect_config_problem("- a\n", "seamap.yaml: error: keys with values belong");
    expect_config_problem("profile: nowhere\n", "seamap.yaml:1: error: unknown profile 'nowhere'; known are github");
    expect_config_problem("sources: [../x]\n", "seamap.yaml: error: '../x' leads out of the directory of the config");
    expect_config_problem("sources: [/etc]\n", "seamap.yaml: error: '/etc' leads out");
    expect_config_problem("catalog-files: [a/../../b.yaml]\n", "seamap.yaml: error: 'a/../../b.yaml' leads out");
    expect_config_problem("{catalog: {functions: []}}\n",
                          "seamap.yaml:1: error: 'catalog:' must stand at the start of a line");
    expect_config_problem("x: &a [b]\nsources: *a\n", "seamap.yaml:2:10: error: aliases are not allowed");
    expect_config_problem("sources: [a]\n---\n", "seamap.yaml:2:1: error: a second document");
    expect_config_problem("sources: [a]\n\nsources: [b]\n", "seamap.yaml:3: error: key 'sources' stands here a second");
    expect_config_problem("\nrules:\n  twin-factry: off\n",
                          "seamap.yaml:3: error: unknown rule 'twin-factry': did you");
    expect_config_problem("\nrules:\n  twin-factory: of\n", "seamap.yaml:3: error: rule twin-factory takes off");
    expect_config_problem("check-tests: maybe\n", "seamap.yaml:1:14: error: true or false belongs here, and not maybe");
    expect_config_problem("sources: [a]\n\x01: b\n", "seamap.yaml:2:1: error: control characters");
    expect_config_problem("max-nodes: -1\n", "seamap.yaml:1:12: error: a number belongs here, and not '-1'");
    expect_config_problem("# a\ncatalog:\n  nonsense: 1\n", "seamap.yaml:");
    assert_non_null(strstr(messages, "in the catalog: "));
    expect_config_problem("views: [inti]\n", "seamap.yaml:1: error: unknown view 'inti': did you mean 'init'?");
    expect_config_problem("fail-on: note\n",
                          "seamap.yaml:1: error: unknown level of fail-on 'note'; known are warning, error, never");
    expect_config_problem("baseline: ../b.json\n", "seamap.yaml: error: '../b.json' leads out");
    expect_config_problem("check-tests: [1]\n", "seamap.yaml:1:14: error: true or false belongs here, and not a list");
    assert_int_equal(symlink("/etc/passwd", "out.yaml"), 0);
    expect_config_problem("catalog-files: [out.yaml]\n", "seamap.yaml: error: 'out.yaml' is a link that leads out");
    assert_int_equal(symlink("/etc", "out"), 0);
    expect_config_problem("sources: [out]\n", "seamap.yaml: error: 'out' is a link that leads out");
}

static void expect_linked_config(const char *target, int wanted, const char *problem)
{
    Options options;
    unlink("seamap.yaml");
    assert_int_equal(symlink(target, "seamap.yaml"), 0);
    assert_int_equal(parse(&options, "draw"), wanted);
    if (problem && !strstr(messages, problem))
        fail_msg("%s", messages);
    options_free(&options);
}

static void test_config_that_is_a_link(void **state)
{
    (void)state;
    scratch_put("settings/map.yaml", "sources: [.]\n");
    expect_linked_config("settings/map.yaml", OPTIONS_RUN, NULL);
    expect_linked_config("nowhere.yaml", OPTIONS_BAD, "seamap.yaml: error: cannot be opened: No such file");
    /* what stands in there must not turn up in a message */
    expect_linked_config("/etc/passwd", OPTIONS_BAD, "seamap.yaml: error: is a link that leads out of its directory");
    assert_null(strstr(messages, "root:"));
}

/* Neither brackets nor keys inside of keys cost more than they are long. */
static void test_deep_config(void **state)
{
    (void)state;
    static const char *const pieces[] = {"[", "{a: ", "- ", "? "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        FILE *file = fopen("seamap.yaml", "w");
        fputs("catalog:\n  ", file);
        for (size_t j = 0; j < 200000; j++)
            fputs(pieces[i], file);
        fclose(file);
        Options options;
        assert_int_equal(parse(&options, "draw"), OPTIONS_BAD);
        assert_non_null(strstr(messages, "seamap.yaml:2:"));
        assert_non_null(strstr(messages, "error: is nested too deeply"));
        options_free(&options);
    }
}

static void test_catalog_in_config(void **state)
{
    (void)state;
    const CatalogEntry *entry;
    scratch_put("more.yaml", "functions:\n  - {name: mine.more, role: accept}\n");
    scratch_put("seamap.yaml", "profile: none\ncatalog:\n  functions:\n    - {name: mine.accept, role: accept}\n"
                               "catalog-files: [more.yaml]\nmax-nodes: 3\n");
    Options options = parse_well("draw");
    assert_int_equal(catalog_find(options.catalog, "mine.accept", &entry), 1);
    assert_int_equal(entry->role, ROLE_ACCEPT);
    assert_int_equal(catalog_find(options.catalog, "mine.more", &entry), 1);
    assert_int_equal(options.view.max_nodes, 3);
    assert_null(options.inputs);
    options_free(&options);

    options = parse_well("draw --depfile d");
    const char *const *inputs = inputs_list(options.inputs);
    assert_true(inputs[0] && inputs[1] && !inputs[2]);
    assert_string_equal(inputs[0] + strlen(inputs[0]) - strlen("/more.yaml"), "/more.yaml");
    assert_string_equal(inputs[1] + strlen(inputs[1]) - strlen("/seamap.yaml"), "/seamap.yaml");
    options_free(&options);
}

static void test_policy_in_config(void **state)
{
    (void)state;
    scratch_put("seamap.yaml",
                "views: [overview, init]\ndepth: 4\ncheck-tests: true\nbaseline: known.json\nfail-on: never\n");
    Options options = parse_well("check");
    assert_true(options.views[VIEW_OVERVIEW] && options.views[VIEW_INIT] && !options.views[VIEW_FACTORIES]);
    assert_int_equal(options.view.depth, 4);
    assert_true(options.rules.tests);
    assert_non_null(strstr(options.baseline, "/known.json"));
    assert_int_equal(options.fail_on, FINDING_LEVEL_COUNT);
    options_free(&options);
    options = parse_well("check --fail-on error --write-baseline new.json");
    assert_int_equal(options.fail_on, FINDING_ERROR);
    assert_null(options.baseline);
    options_free(&options);
    options = parse_well("draw --view factories --depth 2");
    assert_true(options.views[VIEW_FACTORIES] && !options.views[VIEW_INIT]);
    assert_int_equal(options.view.depth, 2);
    options_free(&options);
}

static void test_empty_config(void **state)
{
    (void)state;
    scratch_put("seamap.yaml", "# nothing yet\n");
    Options options = parse_well("draw");
    expect_list(options.paths, ".");
    options_free(&options);
}

static void test_derived_for_a_marker(void **state)
{
    (void)state;
    Options options = parse_well("draw --max-nodes 9 --exclude a --entry e"), derived;
    char error[200];
    char *argv[] = {"factories", "--focus", "x", "--exclude=b", "--depth", "2", NULL};
    assert_true(options_derive(&derived, &options, 6, argv, error, sizeof error));
    assert_true(derived.views[VIEW_FACTORIES] && !derived.views[VIEW_INIT]);
    assert_string_equal(derived.view.focus, "x");
    assert_int_equal(derived.view.depth, 2);
    assert_int_equal(derived.view.max_nodes, 9);
    expect_list(derived.exclude, "b a");
    expect_list(derived.view.entries, "e");
    options_free(&derived);
    char *bad[][3] = {{"factoris", NULL}, {"all", NULL}, {"init", "--rev=x", NULL}, {"init", "more", NULL}};
    const char *wanted[] = {"unknown view 'factoris': did you mean 'factories'?", "a marker names one view",
                            "unknown option --rev", "'more' is one argument too many"};
    for (size_t i = 0; i < 4; i++) {
        assert_false(options_derive(&derived, &options, i < 2 ? 1 : 2, bad[i], error, sizeof error));
        assert_memory_equal(error, wanted[i], strlen(wanted[i]));
        options_free(&derived);
    }
    assert_false(options_derive(&derived, &options, 0, argv + 6, error, sizeof error));
    options_free(&derived);
    options_free(&options);
}

static void test_threads_by_work(void **state)
{
    (void)state;
    Options options = {.jobs = 4};
    assert_int_equal(options_threads(&options, 0, 8), 1);
    assert_int_equal(options_threads(&options, 15, 8), 1);
    assert_int_equal(options_threads(&options, 16, 8), 2);
    assert_int_equal(options_threads(&options, 1000, 8), 4);
    options.jobs = 1;
    assert_int_equal(options_threads(&options, 1000, 8), 1);
}

static void test_distance(void **state)
{
    (void)state;
    assert_int_equal(suggest_distance("", "", 3), 0);
    assert_int_equal(suggest_distance("abc", "abc", 3), 0);
    assert_int_equal(suggest_distance("abc", "acb", 3), 1);
    assert_int_equal(suggest_distance("kitten", "sitting", 5), 3);
    assert_true(suggest_distance("abcdefgh", "zyxwvuts", 2) > 2);
    assert_true(suggest_distance("", "abc", 2) > 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_defaults),
        TEST(test_everything_given),
        TEST(test_remedy_is_fit_for_a_shell),
        TEST(test_problems),
        TEST(test_directory_and_config_above),
        TEST(test_config_problems),
        TEST(test_config_that_is_a_link),
        TEST(test_deep_config),
        TEST(test_catalog_in_config),
        TEST(test_policy_in_config),
        TEST(test_empty_config),
        TEST(test_derived_for_a_marker),
        TEST(test_threads_by_work),
        TEST(test_distance),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(messages);
    return failed;
}
