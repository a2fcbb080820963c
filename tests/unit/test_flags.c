/* What of hostile and honest compile commands reaches libclang. */
#include "../../extractors/clang/flags.h"
#include "../../gen/source/database.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The flags that pass of a command line, with a space before each. */
static char *filter(const char *command, const char *file, const char *from, const char *to)
{
    Arena arena = {0};
    size_t count, size = 1;
    const char **words = database_split(&arena, command, &count);
    FlagsInput input = {words, count, "/tree/build", file, from, to};
    Flags flags = flags_filter(&arena, &input);
    for (size_t i = 0; i < flags.count; i++)
        size += strlen(flags.list[i]) + 1;
    char *text = calloc(size, 1), *end = text;
    for (size_t i = 0; i < flags.count; i++)
        end += sprintf(end, " %s", flags.list[i]);
    arena_clear(&arena);
    return text;
}

static void expect(const char *command, const char *file, const char *expected)
{
    char *flags = filter(command, file, NULL, NULL);
    assert_string_equal(flags, expected);
    free(flags);
}

static void test_hostile_commands_lose_their_teeth(void **state)
{
    (void)state;
    static const char *const commands[] = {
        /* code that would be loaded */
        "clang -fplugin=/tmp/evil.so",
        "clang -fplugin-arg-evil-x=1",
        "clang -fpass-plugin=evil.so",
        "clang -Xclang -load -Xclang /tmp/evil.so",
        "clang -Xclang -plugin -Xclang evil",
        "clang -Xclang -add-plugin -Xclang evil",
        "clang -Xclang=-load -Xclang=evil.so",
        "clang -mllvm -load=evil.so",
        "clang -mllvm -load -mllvm evil.so",
        "clang -fuse-ld=/tmp/evil",
        "clang -B/tmp/evil",
        "clang -B /tmp/evil",
        "clang -specs=/tmp/evil.specs",
        "clang --specs /tmp/evil",
        "clang -wrapper /tmp/evil,x",
        "clang -Wl,-plugin,evil.so",
        "clang -Wa,--evil",
        "clang -Xassembler evil",
        "clang -Xlinker -plugin",
        "clang -Xpreprocessor -include",
        "clang -Wp,-MD,/tmp/x",
        "clang -cc1 -load evil.so",
        "clang -cc1as x",
        "clang --analyze -Xanalyzer -load",
        "clang -Xarch_x86 -fplugin=evil.so",
        "clang -fembed-offload-object=x",
        "clang -include-pch /tmp/evil.pch",
        "clang -include-pch=/tmp/evil.pch",
        "clang -fmodule-file=/tmp/evil.pcm",
        "clang -fmodule-file=std=/tmp/evil.pcm",
        "clang -fprebuilt-module-path=/tmp",
        "clang -fpch-preprocess",
        "clang -fmodule-map-file=/tmp/x",
        "clang -fmodules",
        "clang -fcxx-modules",
        "clang -fimplicit-module-maps",
        "clang -resource-dir /tmp/evil",
        "clang -resource-dir=/tmp/evil",
        "clang --gcc-toolchain=/tmp/evil",
        "clang --config /tmp/evil.cfg",
        "clang --config=/tmp/evil.cfg",
        "clang --config-user-dir=/tmp",
        /* programs that would run */
        "/bin/sh -c 'touch /tmp/owned'",
        "ccache distcc /tmp/evil",
        "clang $(touch /tmp/owned)",
        "clang `id`",
        "clang ; rm -rf /",
        "clang | sh",
        "clang && evil",
        "clang -ccc-gcc-name evil",
        "clang -fintegrated-cc1",
        "clang -no-integrated-as",
        "clang -no-canonical-prefixes",
        "clang --driver-mode=cl",
        "clang -save-temps",
        /* other options, read from a file */
        "clang @/tmp/options",
        "clang @options",
        "clang --rsp-quoting=windows @x",
        "clang -E @/etc/passwd",
        /* files that would be written */
        "clang -o /etc/passwd",
        "clang -o/etc/passwd",
        "clang --output=/etc/passwd",
        "clang -MD -MF /etc/passwd",
        "clang -MF/etc/passwd",
        "clang -MMD -MT x -MQ y",
        "clang -MJ /etc/passwd",
        "clang -dependency-file /etc/x",
        "clang -dependency-dot /etc/x",
        "clang --serialize-diagnostics /etc/x",
        "clang -fmodules-cache-path=/etc",
        "clang -fmodules-cache-path=/tmp -fmodules",
        "clang -ftime-trace=/etc/x",
        "clang -ftime-trace",
        "clang -fprofile-generate=/etc",
        "clang -fprofile-use=/etc/x",
        "clang -fcoverage-mapping",
        "clang --coverage",
        "clang -ftest-coverage",
        "clang -fcrash-diagnostics-dir=/etc",
        "clang -gen-reproducer",
        "clang -fsave-optimization-record=yaml",
        "clang -foptimization-record-file=/etc/x",
        "clang -fdiagnostics-format=sarif",
        "clang -stack-usage",
        "clang -fdump-record-layouts",
        "clang -dumpdir /etc/x",
        "clang -split-dwarf-file x",
        "clang -gsplit-dwarf",
        "clang -emit-pch",
        "clang -emit-llvm",
        "clang -S",
        "clang -E",
        "clang -c",
        "clang -M",
        "clang -MM",
        "clang -H",
        "clang -index-store-path /etc",
        "clang -fsyntax-only -verify",
        "clang -print-search-dirs",
        "clang -###",
        /* files that would stand for others, other directories, limits that would be lifted */
        "clang -ivfsoverlay /tmp/x.yaml",
        "clang -ivfsoverlay/tmp/x.yaml",
        "clang -vfsoverlay /tmp/x",
        "clang -working-directory /etc",
        "clang -working-directory=/etc",
        "clang -iwithprefix x",
        "clang -iprefix /x",
        "clang -remap-file 'a;b'",
        "clang -fbracket-depth=1000000",
        "clang -fconstexpr-steps=4000000000",
        "clang -ftemplate-depth=99999999999",
        "clang -ftemplate-depth=-1",
        "clang -fmacro-backtrace-limit=0",
        "clang -fspell-checking-limit=100000",
        "clang -fdelayed-template-parsing",
        "clang -ferror-limit=1",
        "clang -I- -I",
        "clang -D",
        "clang -x",
        "clang -include",
        "clang -std=",
        "clang -std=c++17",
        "clang -std=gnu99x",
        "clang -target ../../evil",
        "clang --target=a/b",
        "clang -march=a,b",
        "clang -stdlib=/tmp/evil",
        "clang -x none",
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        expect(commands[i], "a.c", " -xc");
}

static void test_what_matters_to_parsing_passes(void **state)
{
    (void)state;
    expect("cc -c -O2 -Wall -I include -I../src -isystem/usr/x -iquote . -idirafter late -o a.o a.c", "a.c",
           " -xc -I/tree/build/include -I/tree/src -isystem/usr/x -iquote/tree/build -idirafter/tree/build/late");
    expect("cc -DA -D B=2 '-DC=\"x y\"' -D'E(x)=x' -U F", "a.c", " -xc -DA -DB=2 -DC=\"x y\" -DE(x)=x -UF");
    expect("cc -std=c99 -m32 -march=native -pthread -fno-builtin -nostdinc -ansi", "a.c",
           " -xc -std=c99 -m32 -march=native -pthread -fno-builtin -nostdinc -ansi");
    expect("g++ -std=gnu++23 -fno-exceptions -fno-rtti -stdlib=libc++ -fcoroutines", "a.cpp",
           " -xc++ -std=gnu++2b -fno-exceptions -fno-rtti -stdlib=libc++");
    expect("cc --sysroot=/s -isysroot /t --sysroot u -target arm-linux-gnueabi", "a.c",
           " -xc --sysroot=/s -isysroot/t --sysroot=/tree/build/u --target=arm-linux-gnueabi");
}

static void test_files_read_before_bypass_precompiled_ones(void **state)
{
    (void)state;
    expect("cc -include config.h -imacros /m.h", "a.c",
           " -xc -Xclang -include -Xclang /tree/build/config.h -Xclang -imacros -Xclang /m.h");
    /* the value of an option that is not known is none of ours */
    expect("cc -Xclang -include -Xclang /x.h", "a.c", " -xc -Xclang -include -Xclang /tree/build/-Xclang");
}

static void test_language_comes_from_option_compiler_and_ending(void **state)
{
    (void)state;
    expect("/usr/bin/x86_64-linux-gnu-g++-12 -c", "a.c", " -xc++");
    expect("ccache clang++ -c", "a.h", " -xc++-header");
    expect("cc -x c++ -c", "a.c", " -xc++");
    expect("c++ -xc -c", "a.cpp", " -xc");
    expect("cc", "a.hpp", " -xc++-header");
    expect("cc -std=c++17 -std=c11", "a.cc", " -xc++ -std=c++17");
    expect("cc -x cuda", "a.c", "");
    expect("cc -x objective-c", "a.c", "");
    expect("cc", "a.S", "");
}

static void test_paths_move_with_the_tree(void **state)
{
    (void)state;
    char *flags = filter("cc -I../include -I/treehouse -I/tree -I/usr/include", "a.c", "/tree", "/new/place");
    assert_string_equal(flags, " -xc -I/new/place/include -I/treehouse -I/new/place -I/usr/include");
    free(flags);
}

static void test_paths_are_absolute_by_the_letters(void **state)
{
    (void)state;
    Arena arena = {0};
    assert_string_equal(flags_absolute(&arena, "/a/b", "../c/./d//e/"), "/a/c/d/e");
    assert_string_equal(flags_absolute(&arena, "/a", "../../.."), "/");
    assert_string_equal(flags_absolute(&arena, "/a", "/x/../y"), "/y");
    assert_string_equal(flags_absolute(&arena, "/", ""), "/");
    assert_string_equal(flags_absolute(&arena, "/a", "...."), "/a/....");
    arena_clear(&arena);
}

static void test_commands_split_like_a_shell_and_expand_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *command, *words; /* a bar between words */
    } cases[] = {
        {"a b  c", "a|b|c"},
        {"'a b' \"c d\"", "a b|c d"},
        {"a\\ b", "a b"},
        {"-DX='\"y\"'", "-DX=\"y\""},
        {"\"\\\"\\\\\\n\"", "\"\\\\n"},
        {"a'b'\"c\"d", "abcd"},
        {"$HOME ~ *", "$HOME|~|*"},
        {"'never closed", "never closed"},
        {"a\\", "a\\"},
        {"", ""},
        {"  \t\n ", ""},
        {"''", ""},
        {"'' a", "|a"},
        {"a;b|c", "a;b|c"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        char text[100] = "";
        size_t count;
        const char **words = database_split(&arena, cases[i].command, &count);
        for (size_t j = 0; j < count; j++)
            sprintf(text + strlen(text), "%s%s", j ? "|" : "", words[j]);
        assert_string_equal(text, cases[i].words);
        arena_clear(&arena);
    }
}

static bool read_database(const char *text, Database *database, Arena *arena)
{
    char reason[200];
    return database_read(database, arena, text, strlen(text), reason, sizeof reason);
}

static void test_a_database_has_both_forms_of_commands(void **state)
{
    (void)state;
    Arena arena = {0};
    Database database;
    assert_true(read_database("[{\"directory\": \"/d\", \"file\": \"a.c\", \"command\": \"cc -c 'a.c'\"},"
                              " {\"directory\": \"d\", \"file\": \"b.c\", \"arguments\": [\"cc\", \"b.c\"], "
                              "  \"command\": \"no\", \"output\": \"b.o\"}]",
                              &database, &arena));
    assert_int_equal(database.count, 2);
    assert_int_equal(database.unreadable, 0);
    assert_string_equal(database.commands[0].arguments[2], "a.c");
    assert_string_equal(database.commands[1].directory, "d");
    assert_string_equal(database.commands[1].arguments[0], "cc");
    arena_clear(&arena);
}

static void test_broken_entries_are_counted(void **state)
{
    (void)state;
    Arena arena = {0};
    Database database;
    assert_true(read_database("[1, {}, {\"directory\": \"/d\", \"file\": \"\", \"command\": \"cc\"},"
                              " {\"directory\": \"/d\", \"file\": \"a.c\"},"
                              " {\"directory\": \"/d\", \"file\": \"a.c\", \"arguments\": [1]},"
                              " {\"directory\": \"/d\", \"file\": \"a.c\", \"arguments\": []},"
                              " {\"directory\": \"/d\", \"file\": \"a.c\", \"command\": \" \"},"
                              " {\"directory\": [], \"file\": \"a.c\", \"command\": \"cc\"}]",
                              &database, &arena));
    assert_int_equal(database.count, 0);
    assert_int_equal(database.unreadable, 8);
    assert_false(read_database("{}", &database, &arena));
    assert_false(read_database("[", &database, &arena));
    assert_false(read_database("", &database, &arena));
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hostile_commands_lose_their_teeth),
        cmocka_unit_test(test_what_matters_to_parsing_passes),
        cmocka_unit_test(test_files_read_before_bypass_precompiled_ones),
        cmocka_unit_test(test_language_comes_from_option_compiler_and_ending),
        cmocka_unit_test(test_paths_move_with_the_tree),
        cmocka_unit_test(test_paths_are_absolute_by_the_letters),
        cmocka_unit_test(test_commands_split_like_a_shell_and_expand_nothing),
        cmocka_unit_test(test_a_database_has_both_forms_of_commands),
        cmocka_unit_test(test_broken_entries_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
