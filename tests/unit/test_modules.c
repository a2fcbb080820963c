/* The module tree: what imports find, and how modules are called. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gen/program/modules.h"
#include "gen/program/python_names.h"
#include "scratch.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    MAX_PATHS = 64
};

typedef struct {
    Names *names;
    Modules *modules;
    const char *paths[MAX_PATHS];
    size_t count;
} Tree;

typedef struct {
    const char *from, *import, *name; /* name: NULL for a plain import */
    unsigned times;
} Vote;

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

#define LIST(...) ((const char *const[]){__VA_ARGS__ __VA_OPT__(, ) NULL})

static size_t count_of(const char *const *list)
{
    size_t count = 0;
    while (list[count])
        count++;
    return count;
}

static void plant_at(Tree *tree, const char *root, const char *const *paths, const char *const *roots,
                     const char *const *markers)
{
    *tree = (Tree){.names = names_new(), .count = count_of(paths)};
    assert_true(tree->count <= MAX_PATHS);
    memcpy(tree->paths, paths, tree->count * sizeof *paths);
    qsort(tree->paths, tree->count, sizeof *tree->paths, compare_paths);
    tree->modules = modules_new(root, tree->paths, tree->count, roots, markers, count_of(markers), tree->names);
}

static void plant(Tree *tree, const char *const *paths)
{
    plant_at(tree, "/nowhere/at/all", paths, NULL, LIST());
}

static void fell(Tree *tree)
{
    modules_free(tree->modules);
    names_free(tree->names);
}

static uint32_t intern(Tree *tree, const char *text)
{
    return names_intern(tree->names, text, strlen(text));
}

static uint32_t file_of(const Tree *tree, const char *path)
{
    for (uint32_t i = 0; i < tree->count; i++)
        if (strcmp(tree->paths[i], path) == 0)
            return i;
    fail_msg("no file %s", path);
    return 0;
}

static void vote(Tree *tree, const char *from, const char *dotted, const char *name, unsigned times)
{
    while (times--)
        modules_vote_from(tree->modules, file_of(tree, from), intern(tree, dotted), name ? intern(tree, name) : 0);
}

static Resolved resolve(Tree *tree, const char *from, const char *dotted, const char *name)
{
    unsigned level = (unsigned)strspn(dotted, ".");
    return modules_resolve_from(tree->modules, file_of(tree, from), level, intern(tree, dotted + level),
                                name ? intern(tree, name) : 0);
}

/* The path an import finds, "?" for a namespace package, NULL for outside, "!" when broken. */
static const char *target(Tree *tree, const char *from, const char *dotted, const char *name)
{
    Resolved found = resolve(tree, from, dotted, name);
    if (!found.module)
        return found.first ? "!" : NULL;
    uint32_t file = modules_file(tree->modules, found.module);
    return file == MODULES_NO_FILE ? "?" : tree->paths[file];
}

static const char *name_of(const Tree *tree, const char *path)
{
    Module module = modules_of_file(tree->modules, file_of(tree, path));
    return names_text(tree->names, modules_name(tree->modules, module));
}

#define FINDS(from, dotted, path) assert_string_equal(target(&tree, from, dotted, NULL), path)
#define FINDS_FROM(from, dotted, name, path) assert_string_equal(target(&tree, from, dotted, name), path)
#define OUTSIDE(from, dotted) assert_null(target(&tree, from, dotted, NULL))
#define OUTSIDE_FROM(from, dotted, name) assert_null(target(&tree, from, dotted, name))
#define CALLED(path, name) assert_string_equal(name_of(&tree, path), name)

static void test_regular_packages(void **state)
{
    (void)state;
    Tree tree;
    plant(&tree, LIST("app/__init__.py", "app/__main__.py", "app/core/__init__.py", "app/core/db.py", "app/main.py",
                      "run.py", "my-script.py"));
    vote(&tree, "run.py", "app.core.db", NULL, 1);
    modules_settle(tree.modules);
    FINDS("run.py", "app", "app/__init__.py");
    FINDS("app/main.py", "app.core", "app/core/__init__.py");
    FINDS("app/core/db.py", "app.main", "app/main.py");
    OUTSIDE("run.py", "fastapi.app");
    Resolved broken = resolve(&tree, "run.py", "app.core.cache.redis", NULL);
    assert_true(modules_is_broken(broken));
    assert_int_equal(broken.matched, 2);
    assert_int_equal(broken.wanted, 4);
    assert_int_equal(broken.nearest, modules_of_file(tree.modules, file_of(&tree, "app/core/__init__.py")));
    CALLED("app/__init__.py", "app");
    CALLED("app/__main__.py", "app.__main__");
    CALLED("app/core/db.py", "app.core.db");
    CALLED("run.py", "run");
    CALLED("my-script.py", "my-script");
    fell(&tree);
}

static void test_walks_the_tree(void **state)
{
    (void)state;
    Tree tree;
    plant(&tree, LIST("app/__init__.py", "app/x.py", "plain/y.py"));
    modules_settle(tree.modules);
    Module app = modules_of_file(tree.modules, 0), x = modules_of_file(tree.modules, 1);
    Module plain = modules_parent(tree.modules, modules_of_file(tree.modules, 2));
    assert_int_equal(modules_child(tree.modules, app, intern(&tree, "x")), x);
    assert_int_equal(modules_child(tree.modules, x, intern(&tree, "x")), 0);
    assert_int_equal(modules_child(tree.modules, app, 0), 0);
    assert_int_equal(modules_parent(tree.modules, x), app);
    assert_true(modules_is_package(tree.modules, app));
    assert_true(modules_is_package(tree.modules, plain));
    assert_false(modules_is_package(tree.modules, x));
    assert_int_equal(modules_file(tree.modules, plain), MODULES_NO_FILE);
    assert_int_equal(modules_file(tree.modules, app), 0);
    assert_int_equal(modules_parent(tree.modules, modules_parent(tree.modules, app)), 0);
    assert_int_equal(modules_name(tree.modules, modules_parent(tree.modules, app)), 0);
    assert_int_equal(modules_name(tree.modules, 0), 0);
    fell(&tree);
}

static void test_source_layout(void **state)
{
    (void)state;
    Tree tree;
    plant_at(&tree, "/nowhere",
             LIST("src/pkg/__init__.py", "src/pkg/a.py", "src/tool.py", "tests/test_a.py", "setup.py"), LIST(""),
             LIST("pyproject.toml"));
    modules_settle(tree.modules);
    FINDS("tests/test_a.py", "pkg.a", "src/pkg/a.py");
    FINDS("tests/test_a.py", "tool", "src/tool.py");
    CALLED("src/pkg/a.py", "pkg.a");
    CALLED("src/tool.py", "tool");
    CALLED("tests/test_a.py", "tests.test_a");
    fell(&tree);
}

static void test_namespace_packages_by_votes(void **state)
{
    (void)state;
    Tree tree;
    plant(&tree, LIST("netra_backend/app/__init__.py", "netra_backend/app/main.py", "netra_backend/app/ws/manager.py",
                      "netra_backend/app/ws/redis.py", "netra_backend/tools/old.py", "tests/test_ws.py"));
    vote(&tree, "tests/test_ws.py", "netra_backend.app.ws.manager", "Manager", 5);
    vote(&tree, "netra_backend/tools/old.py", "app.main", "run", 2);
    modules_settle(tree.modules);
    FINDS("tests/test_ws.py", "netra_backend.app.main", "netra_backend/app/main.py");
    FINDS("netra_backend/tools/old.py", "app.main", "netra_backend/app/main.py");
    FINDS_FROM("tests/test_ws.py", "netra_backend.app.ws", "manager", "?");
    FINDS("tests/test_ws.py", "netra_backend.app.nowhere", "!");
    OUTSIDE("tests/test_ws.py", "netra_backend");
    CALLED("netra_backend/app/main.py", "netra_backend.app.main");
    CALLED("netra_backend/app/ws/manager.py", "netra_backend.app.ws.manager");
    CALLED("netra_backend/tools/old.py", "netra_backend.tools.old");
    /* Nobody knows the inner module by its bare name. */
    OUTSIDE_FROM("netra_backend/app/ws/manager.py", "redis", "Redis");
    fell(&tree);
}

static void test_several_services(void **state)
{
    (void)state;
    Tree tree;
    plant(&tree,
          LIST("services/a/app/__init__.py", "services/a/app/main.py", "services/a/run.py",
               "services/b/app/__init__.py", "services/b/app/main.py", "services/b/run.py", "services/b/only.py"));
    vote(&tree, "services/a/run.py", "app.main", NULL, 3);
    vote(&tree, "services/b/run.py", "app.main", NULL, 1);
    modules_settle(tree.modules);
    FINDS("services/a/run.py", "app.main", "services/a/app/main.py");
    FINDS("services/b/run.py", "app.main", "services/b/app/main.py");
    FINDS("services/b/app/main.py", "app", "services/b/app/__init__.py");
    CALLED("services/a/app/main.py", "services.a.app.main");
    CALLED("services/b/app/main.py", "services.b.app.main");
    CALLED("services/b/app/__init__.py", "services.b.app");
    CALLED("services/b/only.py", "services.b.only");
    fell(&tree);
}

static void test_projects_in_one_repository(void **state)
{
    (void)state;
    Tree tree;
    plant_at(&tree, "/nowhere",
             LIST("libs/shared/shared/__init__.py", "libs/shared/shared/log.py", "svc/main.py", "svc/worker.py"),
             LIST(""), LIST("libs/shared/pyproject.toml", "svc/Dockerfile"));
    modules_settle(tree.modules);
    FINDS("svc/main.py", "shared.log", "libs/shared/shared/log.py");
    CALLED("libs/shared/shared/log.py", "shared.log");
    CALLED("svc/main.py", "svc.main");
    fell(&tree);
}

static void test_scripts_beside_modules(void **state)
{
    (void)state;
    Tree tree;
    plant(&tree, LIST("scripts/helper.py", "scripts/job.py", "docker/build.py", "docker/errors/make.py", "run.py",
                      "pkg/__init__.py", "pkg/config.py", "pkg/script.py"));
    vote(&tree, "scripts/job.py", "helper", NULL, 2);
    vote(&tree, "run.py", "pkg", "config", 1);
    modules_settle(tree.modules);
    FINDS("scripts/job.py", "helper", "scripts/helper.py");
    FINDS_FROM("run.py", "scripts", "helper", "?");
    OUTSIDE_FROM("run.py", "scripts", "nothing");
    OUTSIDE("run.py", "docker");
    OUTSIDE("run.py", "docker.errors");
    OUTSIDE_FROM("run.py", "docker.errors", "APIError");
    OUTSIDE("run.py", "docker.types");
    CALLED("scripts/helper.py", "helper");
    CALLED("scripts/job.py", "scripts.job");
    fell(&tree);
}

static void test_scripts_inside_a_package(void **state)
{
    (void)state;
    Tree tree;
    plant(&tree, LIST("pkg/__init__.py", "pkg/config.py", "pkg/main.py"));
    vote(&tree, "pkg/main.py", "config", "settings", 3);
    modules_settle(tree.modules);
    FINDS_FROM("pkg/main.py", "config", "settings", "pkg/config.py");
    OUTSIDE("pkg/main.py", "config.inner");
    CALLED("pkg/config.py", "pkg.config");
    fell(&tree);
}

static void test_package_with_relative_imports(void **state)
{
    (void)state;
    Tree tree;
    plant_at(&tree, "/nowhere/app",
             LIST("__init__.py", "main.py", "redis.py", "sub/__init__.py", "sub/jwt.py", "sub/use.py"), LIST("", "sub"),
             LIST());
    vote(&tree, "main.py", "redis", "Redis", 3);
    vote(&tree, "sub/use.py", "jwt", NULL, 3);
    modules_vote_relative(tree.modules, file_of(&tree, "sub/use.py"), 2);
    modules_settle(tree.modules);
    OUTSIDE_FROM("main.py", "redis", "Redis");
    OUTSIDE("main.py", "redis.asyncio");
    OUTSIDE("sub/use.py", "jwt");
    FINDS("sub/use.py", "..redis", "redis.py");
    CALLED("sub/jwt.py", "app.sub.jwt");
    fell(&tree);
}

static void test_root_that_is_a_package(void **state)
{
    (void)state;
    scratch_put("outer/__init__.py", "");
    char *path = scratch_path("outer/repo/");
    Tree tree;
    plant_at(&tree, path, LIST("__init__.py", "app/__init__.py", "app/x.py", "main.py", "bin/go.py"), LIST(""), LIST());
    vote(&tree, "main.py", "app.x", NULL, 1);
    modules_settle(tree.modules);
    FINDS("main.py", "outer.repo.app.x", "app/x.py");
    FINDS("main.py", "app.x", "app/x.py");
    FINDS("app/x.py", "app", "app/__init__.py");
    FINDS("app/x.py", "..main", "main.py");
    OUTSIDE("main.py", "..sibling");
    OUTSIDE("main.py", "...sibling");
    OUTSIDE("main.py", "outer.sibling");
    FINDS("main.py", "outer.repo.nothing", "!");
    CALLED("__init__.py", "outer.repo");
    CALLED("main.py", "main"); /* it is run, and imports what is beside it */
    CALLED("app/x.py", "app.x");
    fell(&tree);
    free(path);
}

static void test_relative_imports(void **state)
{
    (void)state;
    Tree tree;
    plant(&tree, LIST("app/__init__.py", "app/a.py", "app/sub/__init__.py", "app/sub/b.py", "top.py"));
    modules_settle(tree.modules);
    FINDS("app/a.py", ".", "app/__init__.py");
    FINDS("app/__init__.py", ".a", "app/a.py");
    FINDS("app/__init__.py", ".sub.b", "app/sub/b.py");
    FINDS("app/sub/__init__.py", "..a", "app/a.py");
    FINDS("app/sub/b.py", "..", "app/__init__.py");
    FINDS("app/sub/b.py", "...top", "top.py");
    FINDS("app/sub/b.py", "..missing", "!");
    OUTSIDE("app/sub/b.py", "....top");
    OUTSIDE("app/sub/b.py", ".......");
    Resolved found = resolve(&tree, "app/sub/b.py", "..sub.b", NULL);
    assert_int_equal(found.first, modules_of_file(tree.modules, file_of(&tree, "app/__init__.py")));
    assert_int_equal(found.matched, 2);
    fell(&tree);
}

static void test_standard_library(void **state)
{
    (void)state;
    Tree tree;
    plant(&tree, LIST("app/logging.py", "app/main.py", "app/email/__init__.py", "app/email/sender.py", "queue.py",
                      "html/page.py", "core/__init__.py", "core/types.py", "core/use.py", "token.py"));
    vote(&tree, "token.py", "token", NULL, 1);
    modules_settle(tree.modules);
    OUTSIDE("app/main.py", "logging");
    OUTSIDE("app/main.py", "logging.handlers");
    OUTSIDE("app/main.py", "email");
    OUTSIDE("app/main.py", "email.mime.text");
    FINDS("app/main.py", "email.sender", "app/email/sender.py");
    FINDS_FROM("app/main.py", "email", "sender", "app/email/__init__.py");
    OUTSIDE("queue.py", "email");
    OUTSIDE("queue.py", "email.sender");
    FINDS("app/main.py", "queue", "queue.py");
    OUTSIDE_FROM("queue.py", "html", "page");
    OUTSIDE("core/use.py", "types");
    FINDS("core/use.py", ".types", "core/types.py");
    OUTSIDE("queue.py", "token"); /* it imports its own name */
    fell(&tree);
}

static void test_namesakes_of_other_packages(void **state)
{
    (void)state;
    Tree tree;
    plant(&tree, LIST("proj/celery.py", "proj/tasks.py", "app/__init__.py", "app/redis/__init__.py",
                      "app/redis/client.py", "app/main.py", "tests/unit/jwt/__init__.py", "tests/unit/test_it.py"));
    vote(&tree, "proj/celery.py", "celery", "Celery", 1);
    vote(&tree, "proj/tasks.py", "celery", "shared_task", 1);
    vote(&tree, "app/redis/client.py", "redis.asyncio", NULL, 1);
    modules_settle(tree.modules);
    OUTSIDE_FROM("proj/tasks.py", "celery", "shared_task");
    OUTSIDE("proj/tasks.py", "celery.schedules");
    OUTSIDE("app/main.py", "redis");
    OUTSIDE("app/main.py", "jwt");
    FINDS("tests/unit/test_it.py", "jwt", "tests/unit/jwt/__init__.py");
    fell(&tree);
}

static void test_module_beside_directory(void **state)
{
    (void)state;
    Tree tree;
    plant(&tree, LIST("a.py", "a/__init__.py", "a/in.py", "b.py", "b/in.py", "c.py", "c.pyi"));
    modules_settle(tree.modules);
    FINDS("b.py", "a", "a/__init__.py");
    FINDS("b.py", "a.in", "a/in.py");
    FINDS("a.py", "b", "b.py");
    FINDS("a.py", "b.in", "!");
    FINDS("a.py", "c", "c.py");
    CALLED("a/__init__.py", "a");
    CALLED("a.py", "a#a.py");
    CALLED("b.py", "b");
    CALLED("b/in.py", "b.in");
    CALLED("c.pyi", "c#c.pyi");
    fell(&tree);
}

static void test_names_are_unique(void **state)
{
    (void)state;
    Tree tree;
    plant_at(&tree, "/nowhere",
             LIST("a.b.py", "a/b.py", "one/main.py", "two/main.py", "one/two/main.py", "main.py", "x/__init__.py",
                  "x/__init__.pyi", "x.py", "x.pyi", ".py"),
             LIST("one", "two", "one/two"), LIST());
    modules_settle(tree.modules);
    CALLED("main.py", "main");
    CALLED("one/main.py", "one.main");
    CALLED("one/two/main.py", "one.two.main");
    for (uint32_t i = 0; i < tree.count; i++) {
        assert_true(*name_of(&tree, tree.paths[i]));
        for (uint32_t j = 0; j < i; j++)
            assert_string_not_equal(name_of(&tree, tree.paths[i]), name_of(&tree, tree.paths[j]));
    }
    fell(&tree);
}

static void test_empty_tree(void **state)
{
    (void)state;
    Tree tree;
    plant(&tree, LIST());
    modules_settle(tree.modules);
    assert_int_equal(modules_file(tree.modules, 0), MODULES_NO_FILE);
    assert_int_equal(modules_file(tree.modules, 12345), MODULES_NO_FILE);
    fell(&tree);
}

static void test_python_names(void **state)
{
    (void)state;
    const char *const stdlib[] = {"__future__", "asyncio", "asyncore", "binhex", "compression", "os", "zoneinfo"};
    const char *const builtins[] = {"ArithmeticError", "print", "__import__", "ExceptionGroup", "zip", "aiter"};
    for (size_t i = 0; i < sizeof stdlib / sizeof *stdlib; i++)
        assert_true(python_is_stdlib(stdlib[i]));
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
        assert_true(python_is_builtin(builtins[i]));
    assert_false(python_is_stdlib("fastapi"));
    assert_false(python_is_stdlib(""));
    assert_false(python_is_builtin("println"));
}

/* A tree as large as they get: everything is asked about a few times over. */
static void test_large_tree(void **state)
{
    (void)state;
    enum {
        FILES = 25000,
        IMPORTS = 300000
    };
    char **paths = calloc(FILES, sizeof *paths);
    for (size_t i = 0; i < FILES; i++)
        assert_true(asprintf(&paths[i], "s%02zu/app/m%03zu/part%04zu.py", i / 1000, i / 100, i) > 0);
    clock_t start = clock();
    Names *names = names_new();
    Modules *modules = modules_new("/nowhere", (const char *const *)paths, FILES, LIST(""), LIST(), 0, names);
    size_t found = 0;
    for (unsigned round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < IMPORTS; i++) {
            uint32_t file = i % FILES, other = file / 1000 * 1000 + (i * 7919) % 1000;
            char text[64];
            int length = i % 3 ? snprintf(text, sizeof text, "app.m%03u.part%04u", other / 100, other)
                               : snprintf(text, sizeof text, "library%u.thing", i % 500);
            uint32_t dotted = names_intern(names, text, (size_t)length);
            if (round)
                found += modules_resolve_from(modules, file, 0, dotted, dotted).module != 0;
            else
                modules_vote_from(modules, file, dotted, dotted);
        }
        if (!round)
            modules_settle(modules);
    }
    print_message("%.3f s\n", (double)(clock() - start) / CLOCKS_PER_SEC);
    assert_int_equal(found, IMPORTS / 3 * 2);
    modules_free(modules);
    names_free(names);
    for (size_t i = 0; i < FILES; i++)
        free(paths[i]);
    free(paths);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_regular_packages),
        cmocka_unit_test(test_walks_the_tree),
        cmocka_unit_test(test_source_layout),
        cmocka_unit_test(test_namespace_packages_by_votes),
        cmocka_unit_test(test_several_services),
        cmocka_unit_test(test_projects_in_one_repository),
        cmocka_unit_test(test_scripts_beside_modules),
        cmocka_unit_test(test_scripts_inside_a_package),
        cmocka_unit_test(test_package_with_relative_imports),
        cmocka_unit_test_setup_teardown(test_root_that_is_a_package, scratch_set_up, scratch_tear_down),
        cmocka_unit_test(test_relative_imports),
        cmocka_unit_test(test_standard_library),
        cmocka_unit_test(test_namesakes_of_other_packages),
        cmocka_unit_test(test_module_beside_directory),
        cmocka_unit_test(test_names_are_unique),
        cmocka_unit_test(test_empty_tree),
        cmocka_unit_test(test_python_names),
        cmocka_unit_test(test_large_tree),
    };
    return cmocka_run_group_tests_name("modules", tests, NULL, NULL);
}
