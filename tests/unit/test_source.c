/* Source trees: what is listed, what is skipped, what is reported, in directories and in git revisions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gen/source/decode.h"
#include "gen/source/glob.h"
#include "gen/source/source.h"
#include "scratch.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utstring.h>

static void put_link(const char *path, const char *target)
{
    char *name = scratch_path(path);
    assert_int_equal(symlink(target, name), 0);
    free(name);
}

static void run(const char *command)
{
    char *line = NULL;
    assert_true(asprintf(&line, "cd '%s' && { %s; } >/dev/null 2>&1", scratch, command) > 0);
    assert_int_equal(system(line), 0);
    free(line);
}

#define GIT "git -c user.name=a -c user.email=a@b -c init.defaultBranch=main -c commit.gpgsign=false "

static void commit_all(void)
{
    run(GIT "init -q . && " GIT "add -A && " GIT "commit -qm x");
}

/* --- what is listed --- */

static char *messages;

static SourceTree *open_query(SourceQuery query)
{
    Diag *diag = diag_new(1, false);
    size_t size;
    if (!query.root)
        query.root = scratch;
    SourceTree *tree = source_open(&query, diag);
    free(messages);
    FILE *stream = open_memstream(&messages, &size);
    diag_print(diag, stream);
    fclose(stream);
    diag_free(diag);
    return tree;
}

static void expect_files(SourceQuery query, const char *wanted)
{
    UT_string got;
    SourceTree *tree = open_query(query);
    if (!tree)
        fail_msg("not opened: %s", messages);
    utstring_init(&got);
    for (size_t i = 0; i < tree->file_count; i++)
        utstring_printf(&got, "%s%s", i ? " " : "", tree->files[i].path);
    assert_string_equal(utstring_body(&got), wanted);
    utstring_done(&got);
    source_close(tree);
}

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})
#define EVERYTHING ((SourceQuery){0})

static void test_lists_sorted_by_bytes(void **state)
{
    (void)state;
    scratch_put("b.py", "");
    scratch_put("a/z.py", "");
    scratch_put("a.py", "");
    scratch_put("a/B.py", "");
    scratch_put("a/readme.txt", "");
    scratch_put("\xff\n x.py", "");
    expect_files(EVERYTHING, "a.py a/B.py a/z.py b.py \xff\n x.py");
}

static void test_skips_what_is_not_the_projects(void **state)
{
    (void)state;
    scratch_put("a.py", "");
    scratch_put("node_modules/x/a.py", "");
    scratch_put("__pycache__/a.py", "");
    scratch_put(".git/a.py", "");
    scratch_put(".tox/a.py", "");
    scratch_put("lib/site-packages/a.py", "");
    scratch_put("env/pyvenv.cfg", "");
    scratch_put("env/bin/a.py", "");
    scratch_put("build/CMakeCache.txt", "");
    scratch_put("build/sub/a.py", "");
    scratch_put("in-source/CMakeCache.txt", "");
    scratch_put("in-source/CMakeLists.txt", "");
    scratch_put("in-source/a.py", "");
    expect_files(EVERYTHING, "a.py in-source/a.py");
    assert_non_null(strstr(messages, "build: note: is a build tree"));
    assert_non_null(strstr(messages, "env: note: is a virtual environment"));
}

static void test_honours_gitignore(void **state)
{
    (void)state;
    scratch_put(".gitignore",
                "# comment\n*.gen.py\n/top.py\nbuild/\n!keep.gen.py\ndocs/**/x.py\n\\!odd.py\r\nlit eral.py   \n"
                "a/**\n!a/b.py\n**/deep/y.py\nfile.py/\n[a-c]1.py\n[!a-c]2.py\n");
    scratch_put("x.gen.py", "");
    scratch_put("keep.gen.py", "");
    scratch_put("top.py", "");
    scratch_put("sub/top.py", "");
    scratch_put("build/a.py", "");
    scratch_put("sub/build/a.py", "");
    scratch_put("docs/x.py", "");
    scratch_put("docs/p/q/x.py", "");
    scratch_put("!odd.py", "");
    scratch_put("lit eral.py", "");
    scratch_put("a/b.py", "");
    scratch_put("a/c.py", "");
    scratch_put("deep/y.py", "");
    scratch_put("p/q/deep/y.py", "");
    scratch_put("file.py", "");
    scratch_put("b1.py", "");
    scratch_put("b2.py", "");
    scratch_put("d2.py", "");
    scratch_put("sub/.gitignore", "!*.gen.py\n/own.py\n");
    scratch_put("sub/x.gen.py", "");
    scratch_put("sub/own.py", "");
    scratch_put("sub/s/own.py", "");
    expect_files(EVERYTHING, "a/b.py b2.py file.py keep.gen.py sub/s/own.py sub/top.py sub/x.gen.py");
}

/* git itself is asked about the same files. */
static void test_agrees_with_git(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "*.py",    "!b.py",          "/a",      "a/",  "a/b",      "**/b",  "a/**",    "a/**/c",   "?.py",
        "[ab].py", "[!a].py",        "*/c.py",  "a*",  "**",       "a**c",  "\\a.py",  "a/*/b.py", "!a/b/",
        "b/c/",    "[[:alpha:]].py", "[]a].py", "[a-", "/**/b.py", "c.py/", "a/b/../", "*\\",      "/"};
    static const char *const files[] = {"a.py",     "b.py",     "c.py",       "a/a.py",       "a/b.py",   "a/b/c.py",
                                        "b/c/a.py", "a/c/b.py", "a/b/c/b.py", "b/a/b/c/c.py", "ac/abc.py"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        scratch_put(files[i], "");
    run(GIT "init -q .");
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        for (size_t j = 0; j < sizeof patterns / sizeof *patterns; j += 5) {
            UT_string rules, wanted;
            char name[4096];
            utstring_init(&rules);
            utstring_init(&wanted);
            utstring_printf(&rules, "%s\n%s\n", patterns[i], patterns[j]);
            scratch_put(".gitignore", utstring_body(&rules));
            run(GIT "ls-files --others --exclude-per-directory=.gitignore | grep -v gitignore | LC_ALL=C sort "
                    "> ../$(basename $PWD).list; true");
            snprintf(name, sizeof name, "%s.list", scratch);
            FILE *list = fopen(name, "r");
            while (fgets(name, sizeof name, list))
                utstring_printf(&wanted, "%s%.*s", utstring_len(&wanted) ? " " : "", (int)strcspn(name, "\n"), name);
            fclose(list);
            expect_files(EVERYTHING, utstring_body(&wanted));
            utstring_done(&rules);
            utstring_done(&wanted);
        }
    }
    run("rm -f ../$(basename $PWD).list");
}

static void test_gitignore_above_the_root_counts_inside_a_repository(void **state)
{
    (void)state;
    scratch_put(".gitignore", "/p/sub/gone.py\n*.tmp.py\n");
    scratch_put("p/sub/gone.py", "");
    scratch_put("p/sub/a.tmp.py", "");
    scratch_put("p/sub/a.py", "");
    char *root = scratch_path("p/sub");
    expect_files((SourceQuery){.root = root}, "a.py a.tmp.py gone.py");
    run(GIT "init -q .");
    expect_files((SourceQuery){.root = root}, "a.py");
    free(root);
}

static void test_tracked_files_are_not_ignored(void **state)
{
    (void)state;
    scratch_put("a.py", "");
    scratch_put("out/b.py", "");
    commit_all();
    scratch_put(".gitignore", "out/\na.py\nc.py\n");
    scratch_put("c.py", "");
    scratch_put("out/c.py", "");
    expect_files(EVERYTHING, "a.py out/b.py");
}

static void test_named_paths(void **state)
{
    (void)state;
    scratch_put(".gitignore", "gen/\n");
    scratch_put("gen/a.py", "");
    scratch_put("gen/b.py", "");
    scratch_put("app/a.py", "");
    scratch_put("app/b.py", "");
    put_link("app/up", ".."); /* above what is asked for */
    scratch_put("pyproject.toml", "");
    char *app = scratch_path("app"), *app_a = scratch_path("app/./x/../a.py"), *gen = scratch_path("gen"),
         *no = scratch_path("no");
    expect_files((SourceQuery){.paths = LIST(app)}, "app/a.py app/b.py");
    expect_files((SourceQuery){.paths = LIST(app_a, app)}, "app/a.py app/b.py");
    expect_files((SourceQuery){.paths = LIST(gen)}, "gen/a.py gen/b.py");
    SourceTree *tree = open_query((SourceQuery){.paths = LIST(app)});
    assert_int_equal(tree->marker_count, 1);
    assert_string_equal(tree->markers[0], "pyproject.toml");
    source_close(tree);
    assert_null(open_query((SourceQuery){.paths = LIST(no)}));
    assert_string_equal(messages, "no: error: No such file or directory\n");
    free(app), free(app_a), free(gen), free(no);
}

static void test_root_moves_to_hold_all_paths(void **state)
{
    (void)state;
    scratch_put("p/a.py", "");
    scratch_put("q/b.py", "");
    char *p = scratch_path("p"), *q = scratch_path("q"), *file = scratch_path("q/b.py");
    expect_files((SourceQuery){.root = p, .paths = LIST(q)}, "b.py");
    expect_files((SourceQuery){.root = p, .paths = LIST(file)}, "b.py");
    expect_files((SourceQuery){.root = p, .paths = LIST(p, file)}, "p/a.py q/b.py");
    free(p), free(q), free(file);
}

static void test_include_and_exclude(void **state)
{
    (void)state;
    scratch_put("app/a.py", "");
    scratch_put("app/tests/t.py", "");
    scratch_put("tests/t.py", "");
    scratch_put("tests/test_x.py", "");
    expect_files((SourceQuery){.exclude = LIST("tests/")}, "app/a.py");
    expect_files((SourceQuery){.exclude = LIST("/tests/")}, "app/a.py app/tests/t.py");
    expect_files((SourceQuery){.include = LIST("app/")}, "app/a.py app/tests/t.py");
    expect_files((SourceQuery){.include = LIST("./app/**"), .exclude = LIST("test*")}, "app/a.py");
    expect_files((SourceQuery){.include = LIST("test_*.py", "app/a.py")}, "app/a.py tests/test_x.py");
}

static void test_links(void **state)
{
    (void)state;
    scratch_put("real/a.py", "");
    scratch_put("real/sub/b.py", "");
    put_link("real/loop", "..");
    put_link("real/sub/self", ".");
    put_link("alias", "real/sub");
    put_link("c.py", "real/a.py");
    put_link("out", "/usr/lib");
    put_link("passwd.py", "/etc/passwd");
    put_link("dangling.py", "nowhere");
    put_link("circle.py", "circle.py");
    expect_files(EVERYTHING, "alias/b.py c.py real/a.py real/sub/b.py");
    assert_non_null(strstr(messages, "out: note: a link that leaves the tree"));
    assert_non_null(strstr(messages, "passwd.py: note: a link that leaves the tree"));
    assert_non_null(strstr(messages, "dangling.py: warning: the link leads nowhere"));
    assert_non_null(strstr(messages, "circle.py: warning: the link leads nowhere"));
}

static void test_links_among_many_directories_end(void **state)
{
    (void)state;
    for (int i = 0; i < 12; i++) {
        char path[64], target[64];
        snprintf(path, sizeof path, "d%02d/a.py", i);
        scratch_put(path, "");
        for (int j = 0; j < 12; j++) {
            snprintf(path, sizeof path, "d%02d/to%02d", i, j);
            snprintf(target, sizeof target, "../d%02d", j);
            put_link(path, target);
        }
    }
    SourceTree *tree = open_query(EVERYTHING);
    assert_true(tree->file_count >= 12 && tree->file_count <= 24);
    source_close(tree);
}

static void test_odd_files(void **state)
{
    (void)state;
    char *pipe = scratch_path("pipe.py"), reason[200] = "";
    size_t size;
    scratch_put("a.py", "");
    scratch_put("dir.py/b.py", "");
    assert_int_equal(mkfifo(pipe, 0666), 0);
    expect_files(EVERYTHING, "a.py dir.py/b.py");
    assert_non_null(strstr(messages, "pipe.py: warning: is not a regular file"));
    SourceTree *tree = open_query(EVERYTHING);
    run("rm a.py && mkfifo a.py");
    assert_null(source_read(tree, 0, &size, reason, sizeof reason));
    assert_string_equal(reason, "is not a regular file");
    run("rm a.py");
    assert_null(source_read(tree, 0, &size, reason, sizeof reason));
    assert_string_equal(reason, "cannot be opened: No such file or directory");
    source_close(tree);
    free(pipe);
}

static void test_unreadable(void **state)
{
    (void)state;
    if (geteuid() == 0)
        skip();
    scratch_put("a.py", "");
    scratch_put("closed/b.py", "");
    run("chmod 0 closed a.py");
    expect_files(EVERYTHING, "a.py");
    assert_non_null(strstr(messages, "closed: warning: the directory cannot be opened: Permission denied"));
    run("chmod 700 closed a.py");
}

static void test_size_cap(void **state)
{
    (void)state;
    scratch_put("a.py", "");
    run("truncate -s 9M a.py");
    SourceTree *tree = open_query(EVERYTHING);
    char reason[200];
    size_t size;
    assert_null(source_read(tree, 0, &size, reason, sizeof reason));
    assert_string_equal(reason, "is not read: it has more than 8192 KiB");
    source_close(tree);
}

static void test_deep_directories(void **state)
{
    (void)state;
    run("i=0; while [ $i -lt 60 ]; do mkdir -p $(printf 'd%.0s' $(seq 100)) && cd $(printf 'd%.0s' $(seq 100)); "
        "i=$((i+1)); done; touch a.py");
    SourceTree *tree = open_query(EVERYTHING);
    assert_non_null(strstr(messages, "File name too long"));
    source_close(tree);
    run("rm -rf d*");
}

/* --- decoding --- */

static void expect_text(const char *bytes, size_t length, const char *wanted)
{
    char *buffer = malloc(length + 1), reason[200] = "";
    size_t size = length;
    memcpy(buffer, bytes, length);
    buffer[length] = '\0';
    char *text = decode_text(buffer, &size, true, reason, sizeof reason);
    if (text) {
        assert_string_equal(text, wanted);
        assert_int_equal(size, strlen(wanted));
    } else {
        assert_string_equal(reason, wanted);
    }
    free(text);
}

#define EXPECT_TEXT(bytes, wanted) expect_text(bytes, sizeof(bytes) - 1, wanted)

static void test_decoding(void **state)
{
    (void)state;
    EXPECT_TEXT("", "");
    EXPECT_TEXT("\xef\xbb\xbfx = 1\r\n", "x = 1\r\n");
    EXPECT_TEXT("x = '\xc3\xa9'", "x = '\xc3\xa9'");
    EXPECT_TEXT("# -*- coding: latin-1 -*-\n'\xe9\xff'", "# -*- coding: latin-1 -*-\n'\xc3\xa9\xc3\xbf'");
    EXPECT_TEXT("#!x\r\n# vim: set fileencoding=ISO_8859_1 :\r\n'\xe9'",
                "#!x\r\n# vim: set fileencoding=ISO_8859_1 :\r\n'\xc3\xa9'");
    EXPECT_TEXT("# coding=utf-8-unix\n'\xc3\xa9'", "# coding=utf-8-unix\n'\xc3\xa9'");
    EXPECT_TEXT("x\n# coding: latin-1\n'\xe9'",
                "is not valid UTF-8: byte 0xe9 on line 3; save it as UTF-8 or name its encoding");
    EXPECT_TEXT("\n\n# coding: latin-1\n'\xe9'",
                "is not valid UTF-8: byte 0xe9 on line 4; save it as UTF-8 or name its encoding");
    EXPECT_TEXT("# coding: cp1252\n", "says that it is encoded in 'cp1252', which is not read here: save it as UTF-8");
    EXPECT_TEXT("# coding: ascii\n\xc3\xa9",
                "is not ASCII, as it says: byte 0xc3 on line 2; save it as UTF-8 or name its encoding");
    EXPECT_TEXT("\xef\xbb\xbf# coding: latin-1\n", "begins with a UTF-8 mark but says that it is encoded in 'latin-1'");
    EXPECT_TEXT("a\nb\0c", "holds a NUL byte on line 2: it is no source text");
    EXPECT_TEXT("\xed\xa0\x80", "is not valid UTF-8: byte 0xed on line 1; save it as UTF-8 or name its encoding");
    EXPECT_TEXT("\xc0\xaf", "is not valid UTF-8: byte 0xc0 on line 1; save it as UTF-8 or name its encoding");
    EXPECT_TEXT("12345678\xf0\x9f\x98\x80", "12345678\xf0\x9f\x98\x80");
    EXPECT_TEXT("\xf0\x9f\x98", "is not valid UTF-8: byte 0xf0 on line 1; save it as UTF-8 or name its encoding");
}

/* --- patterns --- */

static void test_patterns_take_polynomial_time(void **state)
{
    (void)state;
    char path[4001], pattern[2001];
    for (size_t i = 0; i < 4000; i++)
        path[i] = i % 200 == 199 ? '/' : 'a';
    path[4000] = '\0';
    for (size_t i = 0; i < 2000; i++)
        pattern[i] = "*a"[i % 2];
    pattern[1999] = 'b';
    pattern[2000] = '\0';
    assert_false(glob_list_matches(LIST(pattern), path, false));
    for (size_t i = 0; i + 5 <= 2000; i += 5)
        memcpy(pattern + i, "**/*/", 5);
    pattern[1999] = 'b';
    assert_false(glob_list_matches(LIST(pattern), path, false));
}

/* --- what was looked at --- */

static void test_inputs(void **state)
{
    (void)state;
    static const char *const expected[] = {"",        "/.gitignore",       "/empty", "/empty/x", "/p",
                                           "/p/b.py", "/p/pyproject.toml", NULL};
    Diag *diag = diag_new(0, false);
    Inputs *inputs = inputs_new();
    char *again = scratch_path("p//b.py/");
    scratch_put(".gitignore", "hidden/\n");
    scratch_put("p/b.py", "");
    scratch_put("p/notes.txt", "");
    scratch_put("p/pyproject.toml", "");
    scratch_put("hidden/c.py", "");
    scratch_put("empty/x/notes.txt", "");
    SourceTree *tree = source_open(&(SourceQuery){.root = scratch, .inputs = inputs}, diag);
    inputs_add(inputs, again);
    inputs_add(NULL, again);
    const char *const *list = inputs_list(inputs);
    for (size_t i = 0; expected[i]; i++) {
        char *path = scratch_path(expected[i] + (*expected[i] == '/'));
        path[strlen(scratch) + strlen(expected[i])] = '\0'; /* the root itself has no slash behind it */
        assert_non_null(list[i]);
        assert_string_equal(list[i], path);
        free(path);
    }
    assert_null(list[sizeof expected / sizeof *expected - 1]);
    source_close(tree);
    inputs_free(inputs);
    diag_free(diag);
    free(again);
}

/* --- revisions --- */

static void test_revision(void **state)
{
    (void)state;
    scratch_put(".gitignore", "c.py\n");
    scratch_put("a.py", "old\n");
    scratch_put("p/b.py", "b\n");
    scratch_put("p/env/pyvenv.cfg", "");
    scratch_put("p/env/x.py", "");
    scratch_put("node_modules/x.py", "");
    scratch_put("pyproject.toml", "[project]\n");
    put_link("alias", "p");
    put_link("p/up", "..");
    put_link("d.py", "p/b.py");
    put_link("e.py", "../e.py");
    run(GIT "init -q . && " GIT "add -A -f && " GIT "commit -qm x");
    scratch_put("a.py", "new\n");
    scratch_put("c.py", "");
    run("rm -r p");
    expect_files((SourceQuery){.revision = "HEAD"}, "a.py alias/b.py d.py p/b.py");
    SourceTree *tree = open_query((SourceQuery){.revision = "main"});
    char reason[200] = "";
    size_t size;
    char *text = source_read(tree, 0, &size, reason, sizeof reason);
    assert_string_equal(text, "old\n");
    free(text);
    assert_string_equal(tree->markers[0], "pyproject.toml");
    text = source_read_path(tree, "pyproject.toml", &size, reason, sizeof reason);
    assert_string_equal(text, "[project]\n");
    free(text);
    assert_null(source_read_path(tree, "no.py", &size, reason, sizeof reason));
    source_close(tree);
    /* a root and a path that only the revision has */
    char *p = scratch_path("p"), *b = scratch_path("p/b.py"), *no = scratch_path("no");
    expect_files((SourceQuery){.root = p, .revision = "HEAD"}, "b.py");
    expect_files((SourceQuery){.paths = LIST(b), .revision = "HEAD"}, "p/b.py");
    assert_null(open_query((SourceQuery){.paths = LIST(no), .revision = "HEAD"}));
    assert_non_null(strstr(messages, "no: error: is not in revision 'HEAD'"));
    assert_null(open_query((SourceQuery){.revision = "nonsense"}));
    assert_non_null(strstr(messages, "the repository has no revision 'nonsense'"));
    free(p), free(b), free(no);
}

static void test_revision_outside_a_repository(void **state)
{
    (void)state;
    assert_null(open_query((SourceQuery){.revision = "HEAD"}));
    assert_non_null(strstr(messages, "no git repository can be opened"));
}

/* What the user names has to be read, or it is an error: a warning would be overlooked. */
static void expect_refusal(const char *name, const char *revision, const char *wanted)
{
    char *path = scratch_path(name);
    assert_null(open_query((SourceQuery){.paths = LIST(path), .revision = revision}));
    if (!strstr(messages, wanted))
        fail_msg("%s: %s", name, messages);
    free(path);
}

static void test_what_is_named_has_to_be_there(void **state)
{
    (void)state;
    scratch_put("a.py", "a\n");
    scratch_put("b.txt", "b\n");
    run("mkfifo pipe.py && ln -s nowhere link.py");
    commit_all();
    expect_refusal("c.py", NULL, "c.py: error: No such file or directory");
    expect_refusal("link.py", NULL, "link.py: error: No such file or directory");
    expect_refusal("pipe.py", NULL, "pipe.py: error: is not a regular file");
    expect_refusal("b.txt", NULL, "b.txt: error: is not a source file of a known language");
    expect_refusal("a.py", "nothing", "the repository has no revision 'nothing'\n");
    if (geteuid() == 0)
        return; /* who may read everything */
    run("chmod 0 a.py && mkdir -m 0 d");
    expect_refusal("a.py", NULL, "a.py: error: cannot be read: Permission denied");
    expect_refusal("d", NULL, "d: error: cannot be read: Permission denied");
    run("chmod 700 d");
}

static void test_missing_objects_are_named(void **state)
{
    (void)state;
    scratch_put("a.py", "here\n");
    scratch_put("b.py", "gone\n");
    scratch_put("p/c.py", "c\n");
    commit_all();
    run("for o in HEAD:b.py HEAD:p; do h=$(git rev-parse $o); rm -f .git/objects/${h%${h#??}}/${h#??}; done");
    run("git config core.repositoryformatversion 1 && git config extensions.partialclone origin");
    SourceTree *tree = open_query((SourceQuery){.revision = "HEAD"});
    assert_int_equal(tree->file_count, 2);
    assert_non_null(strstr(messages, "p: warning: git object "));
    assert_non_null(strstr(messages, "is missing from the repository"));
    char reason[200] = "";
    size_t size;
    assert_null(source_read(tree, 1, &size, reason, sizeof reason));
    assert_non_null(strstr(reason, "is missing from the repository"));
    source_close(tree);
}

static void test_submodules_are_said(void **state)
{
    (void)state;
    scratch_put("a.py", "");
    commit_all();
    run(GIT "update-index --add --cacheinfo 160000,$(git rev-parse HEAD),sub && " GIT "commit -qm s");
    expect_files((SourceQuery){.revision = "HEAD"}, "a.py");
    assert_non_null(strstr(messages, "sub: warning: is a submodule"));
}

/* Nothing that a repository's configuration names may run. */
static void test_hostile_configuration(void **state)
{
    (void)state;
    scratch_put("a.py", "x\n");
    scratch_put(".gitattributes", "*.py filter=evil diff=evil text eol=crlf\n");
    commit_all();
    run("for k in core.fsmonitor core.sshCommand core.editor core.pager core.hooksPath core.gitProxy core.askpass "
        "filter.evil.clean filter.evil.smudge filter.evil.process diff.evil.command diff.evil.textconv "
        "credential.helper gpg.program uploadpack.packObjectsHook; do git config $k \"touch $PWD/ran\"; done; "
        "git config filter.evil.required true; git config core.autocrlf true");
    scratch_put(".gitignore", "a.py\n");
    expect_files(EVERYTHING, "a.py");
    SourceTree *tree = open_query((SourceQuery){.revision = "HEAD"});
    char reason[200];
    size_t size;
    char *text = source_read(tree, 0, &size, reason, sizeof reason);
    assert_string_equal(text, "x\n");
    free(text);
    source_close(tree);
    run("test ! -e ran");
}

/* Equal directories are one object: ten levels of ten of them would be 10^10 files. */
static void test_git_bomb_ends(void **state)
{
    (void)state;
    run(GIT "init -q . && h=$(echo | git hash-object -w --stdin) && t=$(printf '100644 blob %s\\tx.txt\\n' $h | git "
            "mktree) && for i in 1 2 3 4 5 6 7 8 9 10; do t=$(for n in 0 1 2 3 4 5 6 7 8 9; do printf '040000 tree "
            "%s\\td%s\\n' $t $n; done | git mktree); done && c=$(" GIT "commit-tree -m x $t) && git update-ref "
            "refs/heads/bomb $c");
    expect_files((SourceQuery){.revision = "bomb"}, "");
    assert_non_null(strstr(messages, "too many or too deep directories"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_set_up, scratch_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_lists_sorted_by_bytes),
        TEST(test_skips_what_is_not_the_projects),
        TEST(test_honours_gitignore),
        TEST(test_agrees_with_git),
        TEST(test_gitignore_above_the_root_counts_inside_a_repository),
        TEST(test_tracked_files_are_not_ignored),
        TEST(test_named_paths),
        TEST(test_root_moves_to_hold_all_paths),
        TEST(test_include_and_exclude),
        TEST(test_links),
        TEST(test_links_among_many_directories_end),
        TEST(test_odd_files),
        TEST(test_unreadable),
        TEST(test_size_cap),
        TEST(test_deep_directories),
        TEST(test_decoding),
        TEST(test_patterns_take_polynomial_time),
        TEST(test_inputs),
        TEST(test_revision),
        TEST(test_revision_outside_a_repository),
        TEST(test_what_is_named_has_to_be_there),
        TEST(test_missing_objects_are_named),
        TEST(test_submodules_are_said),
        TEST(test_hostile_configuration),
        TEST(test_git_bomb_ends),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(messages);
    return failed;
}
