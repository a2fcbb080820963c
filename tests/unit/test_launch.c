/*
 * test_launch.c - what container files, Procfiles and packages start.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../extractors/launch.h"
#include <stdio.h>
#include <string.h>

/* What a file starts, as words: `-m module`, a path, `module:attribute`. */
static void expect(const char *path, const char *text, const char *wanted)
{
    char got[2048] = "";
    UT_array launches;
    utarray_init(&launches, &launch_icd);
    launch_read(path, text, strlen(text), &launches);
    for (const Launch *launch = (const Launch *)utarray_front(&launches); launch;
         launch = (const Launch *)utarray_next(&launches, launch))
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s%s%s%s", *got ? " " : "",
                 launch->kind == LAUNCH_MODULE ? "-m " : "", launch->target, *launch->attribute ? ":" : "",
                 launch->attribute);
    utarray_done(&launches);
    assert_string_equal(got, wanted);
}

static void test_containers(void **state)
{
    (void)state;
    expect("Dockerfile",
           "FROM python:3\nRUN python setup.py\nCMD [\"uvicorn\", \"app.main:app\", \"--port\", \"80\"]\n",
           "app.main:app");
    expect("deploy/Dockerfile.prod",
           "ENTRYPOINT exec gunicorn \\\n  -k uvicorn.workers.UvicornWorker \\\n  pkg.asgi:make()\nENV X=a:b\n",
           "pkg.asgi:make");
    expect("Dockerfile", "CMD [\"python\", \"-u\", \"server/run.py\"]", "server/run.py");
    expect("compose.yaml",
           "services:\n  web:\n    image: redis:7\n    command:\n      - python\n      - -m\n      - chat.server\n    "
           "ports:\n"
           "      - host:port\n",
           "-m chat.server");
    expect("docker-compose.yml", "  web:\n    command: daphne -b 0.0.0.0 site.asgi:application\r\n    name: a:b\n",
           "site.asgi:application");
}

static void test_commands(void **state)
{
    (void)state;
    expect("Procfile", "web: uvicorn main:app --host 0.0.0.0\nworker: python -m jobs\n", "main:app -m jobs");
    expect("chat.service", "[Service]\nUser=a:b\nExecStart=/opt/venv/bin/python3.11 -m chat\n", "-m chat");
    expect("run.sh",
           "#!/bin/sh\n# python old.py\ncd x && python new.py --config c.py; chainlit run app.py # python z.py\n",
           "new.py app.py");
    expect("supervisord.conf", "[program:chat]\ncommand = hypercorn chat:app\n", "chat:app");
}

static void test_packages(void **state)
{
    (void)state;
    expect("pyproject.toml",
           "[project]\nname = \"a:b\"\n[project.scripts]\nchat = \"chat.cli:main\"\n[tool.x]\ny = \"c:d\"\n",
           "chat.cli:main");
    expect("setup.cfg", "[options.entry_points]\nconsole_scripts =\n    chat = chat.cli:main\n[x]\ny = c:d\n",
           "chat.cli:main");
    expect("setup.py", "setup(entry_points={'console_scripts': ['chat=chat.cli:main']})\n", "chat.cli:main");
}

static void test_strangers(void **state)
{
    (void)state;
    char word[2 * LAUNCH_WORD + 8], text[2 * LAUNCH_WORD + 64];
    memset(word, 'a', sizeof word);
    word[sizeof word - 1] = '\0';
    snprintf(text, sizeof text, "CMD %s:app a..b:c :x y: 1a:b a:b:c\n", word);
    expect("Dockerfile", text, "");
    expect("README.md", "CMD uvicorn main:app\n", "");
    expect("Dockerfile", "CMD", "");
    expect("Dockerfile", "CMD [\"python\", \"-m\"", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_containers),
        cmocka_unit_test(test_commands),
        cmocka_unit_test(test_packages),
        cmocka_unit_test(test_strangers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
