/*
 * The catalog: what lookups find in the built-in tables, and what users can add to them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "extractors/catalog/catalog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Catalog *catalog;

static int set_up(void **state)
{
    (void)state;
    catalog = catalog_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    catalog_free(catalog);
    return 0;
}

/* The entry of that name with that role, or NULL. */
static const CatalogEntry *find(const char *name, Role role)
{
    const CatalogEntry *entries;
    size_t count = catalog_find(catalog, name, &entries);
    for (size_t i = 0; i < count; i++)
        if (entries[i].role == role)
            return &entries[i];
    return NULL;
}

static uint8_t flags_of(const char *name)
{
    const CatalogEntry *entries;
    return catalog_find(catalog, name, &entries) ? entries->flags : 0;
}

static void add(const char *yaml)
{
    char error[256] = "";
    if (!catalog_add_yaml(catalog, yaml, strlen(yaml), error, sizeof error))
        fail_msg("%s", error);
}

static void refuse(const char *yaml, const char *expected)
{
    char error[256] = "";
    assert_false(catalog_add_yaml(catalog, yaml, strlen(yaml), error, sizeof error));
    assert_string_equal(error, expected);
}

static void finds_names(void **state)
{
    (void)state;
    const CatalogEntry *entry = find("asyncio.create_task", ROLE_SPAWN);
    assert_non_null(entry);
    assert_int_equal(entry->callee, CALLEE_ARGUMENT);
    assert_int_equal(entry->position, 0);
    assert_string_equal(entry->keyword, "coro");
    assert_string_equal(entry->returns, "asyncio.Task");
    assert_null(find("asyncio.create_task", ROLE_ENTRY));
    assert_null(find("asyncio", ROLE_SPAWN));
    assert_null(find("no.such.name", ROLE_NONE));
    assert_null(find("", ROLE_NONE));
    assert_true(flags_of("asyncio.sleep") & CATALOG_AWAITABLE);
    assert_true(flags_of("time.sleep") & CATALOG_SYNC);
}

static void finds_several_roles(void **state)
{
    (void)state;
    assert_int_equal(find("fastapi.FastAPI", ROLE_BOOT)->position, CATALOG_KEYWORD_ONLY);
    assert_non_null(find("fastapi.FastAPI", ROLE_SHUTDOWN));
    assert_non_null(find("fastapi.FastAPI", ROLE_DEPENDS));
    assert_true(flags_of("fastapi.FastAPI") & CATALOG_CLASS);
    assert_string_equal(find("fastapi.FastAPI", ROLE_BOOT)->returns, "fastapi.FastAPI");
}

static void says_the_result_in_every_entry(void **state)
{
    (void)state;
    for (Role role = ROLE_ENTRY; role < ROLE_COUNT; role++) {
        const CatalogEntry *entry = find("websockets.serve", role);
        if (!entry)
            continue;
        assert_true(entry->flags & CATALOG_AWAITABLE);
        assert_string_equal(entry->returns, "websockets.asyncio.server.Server");
    }
    assert_non_null(find("websockets.serve", ROLE_ENTRY));
    assert_non_null(find("websockets.serve", ROLE_AUTHENTICATE));
}

static void inherits(void **state)
{
    (void)state;
    assert_non_null(find("fastapi.FastAPI.add_middleware", ROLE_MIDDLEWARE));
    assert_non_null(find("channels.generic.websocket.AsyncJsonWebsocketConsumer.accept", ROLE_ACCEPT));
    const CatalogMethod *hook =
        catalog_find_method(catalog, "channels.generic.websocket.JsonWebsocketConsumer", "connect");
    assert_int_equal(hook->role, ROLE_ENTRY);
    assert_true(hook->thread);
    assert_true(hook->flags & CATALOG_WEBSOCKET);
    assert_false(
        catalog_find_method(catalog, "channels.generic.websocket.AsyncJsonWebsocketConsumer", "connect")->thread);
    assert_null(catalog_find_method(catalog, "channels.generic.websocket.AsyncJsonWebsocketConsumer", "helper"));
    assert_string_equal(catalog_find_attribute(catalog, "starlette.websockets.WebSocket", "app"),
                        "starlette.applications.Starlette");
    assert_null(catalog_find_attribute(catalog, "starlette.websockets.WebSocket", "nothing"));
}

static void follows_aliases(void **state)
{
    (void)state;
    assert_string_equal(catalog_canonical(catalog, "fastapi.WebSocket"), "starlette.websockets.WebSocket");
    assert_string_equal(catalog_canonical(catalog, "fastapi.websockets.WebSocket.accept"),
                        "starlette.websockets.WebSocket.accept");
    const char *name = "mine.fastapi";
    assert_ptr_equal(catalog_canonical(catalog, name), name);
    assert_non_null(find("fastapi.WebSocket.receive_text", ROLE_RECEIVE));
    assert_non_null(find("quart.websocket.accept", ROLE_ACCEPT));
    assert_non_null(catalog_find_class(catalog, "fastapi.applications.FastAPI"));
    assert_null(catalog_find_class(catalog, "fastapi"));
}

static void expands_wildcards(void **state)
{
    (void)state;
    assert_non_null(find("starlette.websockets.WebSocket.send_msgpack", ROLE_SEND));
    assert_non_null(find("starlette.websockets.WebSocket.send_denial_response", ROLE_CLOSE));
    assert_null(find("starlette.websockets.WebSocket.send_denial_response", ROLE_SEND));
    assert_null(find("starlette.websockets.WebSocket.send_json.deeper", ROLE_SEND));
    assert_int_equal(catalog_find_method(catalog, "socketio.AsyncNamespace", "on_connect")->role, ROLE_ENTRY);
    assert_int_equal(catalog_find_method(catalog, "socketio.AsyncNamespace", "on_message")->role, ROLE_RECEIVE);
}

static void spells_names_of_c(void **state)
{
    (void)state;
    assert_int_equal(find("pthread_create", ROLE_TO_THREAD)->position, 2);
    assert_true(find("sleep", ROLE_BLOCKING)->flags & CATALOG_C);
    assert_false(find("time.sleep", ROLE_BLOCKING)->flags & CATALOG_C);
    assert_int_equal(find("lws_protocols::callback", ROLE_ENTRY)->callee, CALLEE_ASSIGNED);
    assert_int_equal(find("boost::asio::post", ROLE_CALLBACK)->callee, CALLEE_LAST);
    assert_int_equal(find("LWS_CALLBACK_ESTABLISHED", ROLE_ACCEPT)->callee, CALLEE_CASE);
    assert_true(find("std::thread", ROLE_TO_THREAD)->flags & CATALOG_CLASS);
    /* Bases and aliases work as in Python; a separator is no part of a name. */
    assert_non_null(find("std::jthread::join", ROLE_BLOCKING));
    assert_string_equal(catalog_canonical(catalog, "asio::ip::tcp::acceptor::accept"),
                        "boost::asio::basic_socket_acceptor::accept");
    assert_non_null(find("asio::steady_timer::async_wait", ROLE_CALLBACK));
    assert_null(find("asiofoo::post", ROLE_CALLBACK));
    assert_null(find("lws_protocols.callback", ROLE_ENTRY));
    assert_int_equal(catalog_find_method(catalog, "CivetWebSocketHandler", "handleData")->role, ROLE_RECEIVE);
    add("language: c++\nclasses:\n  - name: Hub\n    methods:\n      - {name: 'publish*', role: send}\n"
        "  - {name: Sub, bases: [Hub]}\ncases:\n  - {name: a::Event::Open, role: accept}\n");
    assert_non_null(find("Hub::publish_all", ROLE_SEND));
    assert_non_null(find("Sub::publish_all", ROLE_SEND));
    assert_null(find("Hub.publish_all", ROLE_SEND));
    assert_int_equal(find("a::Event::Open", ROLE_ACCEPT)->callee, CALLEE_CASE);
    assert_true(catalog_knows(catalog, "Hub"));
    /* Where the class is spelled so, so are its members. */
    add("classes:\n  - name: b::Hub\n    methods:\n      - {name: publish, role: send}\n");
    assert_non_null(find("b::Hub::publish", ROLE_SEND));
}

static void matches_patterns(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint32_t bits;
    } cases[] = {
        {"authenticate", 1u << ROLE_AUTHENTICATE},
        {"verify_token", 1u << ROLE_AUTHENTICATE},
        {"_validate_ws_jwt", 1u << ROLE_AUTHENTICATE},
        {"verifyToken", 1u << ROLE_AUTHENTICATE},
        {"get_current_active_user", 1u << ROLE_AUTHENTICATE},
        {"check_user_exists", 0},
        {"validate_session_timeout", 0},
        {"create_manager", 1u << ROLE_FACTORY},
        {"acreate_manager", 1u << ROLE_FACTORY},
        {"get_websocket_manager", 1u << ROLE_FACTORY},
        {"_get_manager_async", 1u << ROLE_FACTORY},
        {"get_name", 0},
        {"legacy_broadcast", 1},
        {"send_old", 1},
        {"threshold", 0},
        {"create_legacy_manager", 1u << ROLE_FACTORY | 1},
        {"", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (catalog_match_patterns(catalog, cases[i].name, false) != cases[i].bits)
            fail_msg("%s: %x", cases[i].name, catalog_match_patterns(catalog, cases[i].name, false));
    assert_int_equal(catalog_match_patterns(catalog, "session_new", true), 1u << ROLE_FACTORY);
    assert_int_equal(catalog_match_patterns(catalog, "session_new", false), 0);
}

static void names_roles(void **state)
{
    (void)state;
    assert_string_equal(role_name(ROLE_TO_THREAD), "to-thread");
    assert_string_equal(role_name(ROLE_NONE), "none");
    for (Role role = ROLE_NONE; role < ROLE_COUNT; role++)
        for (Role other = ROLE_NONE; other < role; other++)
            assert_string_not_equal(role_name(role), role_name(other));
}

static void takes_entries_of_users(void **state)
{
    (void)state;
    add("classes:\n"
        "  - name: ourlib.App\n"
        "    bases: [fastapi.applications.FastAPI]\n"
        "    attributes:\n"
        "      - {name: hub, type: ourlib.Hub}\n"
        "    methods:\n"
        "      - {name: live, role: entry, callee: decorated, websocket: true}\n"
        "    hooks:\n"
        "      - {name: 'when_*', role: receive, thread: true}\n"
        "aliases:\n"
        "  - {name: theirlib, is: ourlib}\n"
        "patterns:\n"
        "  - {role: authenticate, pattern: '^who_goes_there$'}\n");
    assert_non_null(find("ourlib.App.live", ROLE_ENTRY));
    assert_non_null(find("theirlib.App.live", ROLE_ENTRY));
    assert_non_null(find("ourlib.App.websocket", ROLE_ENTRY));
    assert_string_equal(catalog_find_class(catalog, "ourlib.App")->bases[0], "fastapi.FastAPI");
    assert_string_equal(catalog_find_attribute(catalog, "theirlib.App", "hub"), "ourlib.Hub");
    assert_true(catalog_find_method(catalog, "ourlib.App", "when_done")->thread);
    assert_int_equal(catalog_match_patterns(catalog, "who_goes_there", false), 1u << ROLE_AUTHENTICATE);
    assert_non_null(find("asyncio.create_task", ROLE_SPAWN));
}

static void lets_users_override(void **state)
{
    (void)state;
    add("functions:\n"
        "  - {name: asyncio.create_task, role: spawn, argument: 1, keyword: job}\n"
        "  - {name: jwt.decode, role: none}\n"
        "  - {name: time.sleep, awaitable: true}\n"
        "  - {name: app.create_nothing, role: none}\n");
    const CatalogEntry *entry;
    assert_int_equal(catalog_find(catalog, "asyncio.create_task", &entry), 1);
    assert_int_equal(entry->position, 1);
    assert_string_equal(entry->returns, "asyncio.Task");
    assert_int_equal(catalog_find(catalog, "jwt.decode", &entry), 1);
    assert_int_equal(entry->role, ROLE_NONE);
    assert_true(entry->flags & CATALOG_PLAIN);
    assert_true(entry->flags & CATALOG_SYNC);
    assert_non_null(find("time.sleep", ROLE_BLOCKING));
    assert_true(flags_of("time.sleep") & CATALOG_AWAITABLE);
    assert_false(flags_of("time.sleep") & CATALOG_SYNC);
    assert_true(flags_of("app.create_nothing") & CATALOG_PLAIN);
}

static void lets_users_add_to_a_class(void **state)
{
    (void)state;
    add("classes:\n"
        "  - name: fastapi.FastAPI\n"
        "    methods:\n"
        "      - {name: live, role: entry, callee: decorated}\n"
        "  - {name: asyncio.Task}\n"
        "  - {name: ours.Plain}\n");
    assert_non_null(find("fastapi.FastAPI.live", ROLE_ENTRY));
    assert_non_null(find("fastapi.FastAPI.add_middleware", ROLE_MIDDLEWARE));
    assert_non_null(find("fastapi.FastAPI", ROLE_BOOT));
    assert_true(flags_of("asyncio.Task") & CATALOG_AWAITABLE);
    assert_false(flags_of("asyncio.Task") & CATALOG_SYNC);
    assert_true(flags_of("ours.Plain") & CATALOG_SYNC);
    assert_string_equal(find("ours.Plain", ROLE_NONE)->returns, "ours.Plain");
}

static void takes_several_configs(void **state)
{
    (void)state;
    add("functions:\n  - {name: a.f, role: send}\n");
    add("");
    add("functions:\n  - {name: a.f, role: receive}\n  - {name: a.g, role: send}\n");
    assert_non_null(find("a.f", ROLE_SEND));
    assert_non_null(find("a.f", ROLE_RECEIVE));
    assert_non_null(find("a.g", ROLE_SEND));
    /* A circle of bases ends. */
    add("classes:\n  - {name: a.A, bases: [a.B]}\n  - {name: a.B, bases: [a.A]}\n");
    assert_null(find("a.A.f", ROLE_SEND));
    assert_null(catalog_find_method(catalog, "a.A", "f"));
    assert_null(catalog_find_attribute(catalog, "a.A", "f"));
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    refuse("functions:\n  - {name: a.b, role: entri, argument: 0}\n",
           "line 2: a word that is known belongs here, and not entri");
    refuse("functions:\n  - name: a.b\n    role: entry\n    argumnt: 0\n", "line 4: unknown key 'argumnt'");
    refuse("functions:\n  - {name: a.b, role: entry, argument: 0, callee: x}\n",
           "line 2: a word that is known belongs here, and not x");
    refuse("functions: 3\n", "line 1: a list belongs here, and not a single value");
    refuse("classes:\n  - {bases: [x]}\n", "line 2: Missing required mapping field: name");
    refuse("\nfunctions:\n  - {name: a.b, role: entry}\n",
           "line 3: 'a.b': role 'entry' needs a callee (argument, keyword or callee)");
    refuse("functions:\n  - {name: a.b, role: entry, callee: decorated, argument: 0}\n",
           "line 2: 'a.b': argument and keyword do not go with callee 'decorated'");
    refuse("functions:\n  - {name: a.b, result: class}\n", "line 2: 'a.b': result 'class' needs returns");
    refuse("functions:\n  - {name: a..b, role: send}\n", "line 2: 'a..b' is not a qualified name");
    refuse("functions:\n  - {name: 'a.*.b', role: send}\n", "line 2: 'a.*.b' is not a qualified name");
    refuse("functions:\n  - {name: 'a:b', role: send}\n", "line 2: 'a:b' is not a qualified name");
    refuse("functions:\n  - {name: '::b', role: send}\n", "line 2: '::b' is not a qualified name");
    refuse("functions:\n  - {name: 'a::', role: send}\n", "line 2: 'a::' is not a qualified name");
    refuse("language: cobol\n", "line 1: a word that is known belongs here, and not cobol");
    refuse("cases:\n  - {name: A, argument: 1, role: send}\n", "line 2: unknown key 'argument'");
    refuse("functions:\n  - {role: send, returns: a}\n", "an entry has either name or names");
    refuse("patterns:\n  - {role: factory, pattern: '(a'}\n", "line 2: pattern '(a': Unmatched ( or \\(");
    refuse("patterns:\n  - {role: factory, pattern: '(a{200}){200}'}\n",
           "line 2: pattern '(a{200}){200}': counts and back-references are not supported");
    refuse("patterns:\n  - {pattern: 'a'}\n", "line 2: pattern 'a' has either a role or 'legacy: true'");
    refuse("aliases:\n  - {name: a, is: b}\n  - {name: b, is: a}\n", "line 2: alias 'a' goes in a circle");
    refuse("functions: [", "line 1: libyaml: did not find expected node content");
    refuse("functions: &a\n  - {name: a.b, role: send}\naliases: *a\n", "line 3: YAML alias unsupported");
}

static void stays_as_it_was_after_a_mistake(void **state)
{
    (void)state;
    char error[8];
    const char *yaml = "functions:\n  - {name: a.f, role: send}\n  - {name: jwt.decode, role: entry}\n";
    assert_false(catalog_add_yaml(catalog, yaml, strlen(yaml), error, sizeof error));
    assert_string_equal(error, "line 3:");
    assert_null(find("a.f", ROLE_SEND));
    assert_non_null(find("jwt.decode", ROLE_AUTHENTICATE));
}

/* The example of docs/catalog.md, from the line after `catalog:` on; freed by the caller. */
static char *read_example(void)
{
    static char text[16384];
    FILE *file = fopen("docs/catalog.md", "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    const char *start = strstr(text, "```yaml\ncatalog:\n");
    assert_non_null(start);
    start = strstr(start, "catalog:\n") + strlen("catalog:\n");
    return strndup(start, (size_t)(strstr(start, "```") - start));
}

static void takes_the_example_of_the_docs(void **state)
{
    (void)state;
    char *example = read_example();
    add(example);
    free(example);
    assert_int_equal(find("acme.Application.channel", ROLE_ENTRY)->callee, CALLEE_DECORATED);
    assert_non_null(find("acme.realtime.Application.websocket", ROLE_ENTRY));
    assert_non_null(find("acme.realtime.Hub.publish_all", ROLE_SEND));
    assert_string_equal(find("acme.realtime.get_hub", ROLE_FACTORY)->returns, "acme.realtime.Hub");
    assert_true(flags_of("app.reports.create_table") & CATALOG_PLAIN);
    assert_true(catalog_find_method(catalog, "acme.realtime.Consumer", "on_anything")->thread);
    assert_int_equal(catalog_match_patterns(catalog, "who_is_there", false), 1u << ROLE_AUTHENTICATE);
    assert_int_equal(catalog_match_patterns(catalog, "send_v1", false), 1);
}

static void survives_long_names(void **state)
{
    (void)state;
    enum {
        LENGTH = 100000
    };
    char *name = malloc(LENGTH + 1);
    for (int i = 0; i < LENGTH; i++)
        name[i] = i % 7 == 3 ? '.' : 'a';
    name[LENGTH] = '\0';
    const CatalogEntry *entry;
    assert_int_equal(catalog_find(catalog, name, &entry), 0);
    assert_null(catalog_find_class(catalog, name));
    assert_null(catalog_find_method(catalog, "channels.consumer.AsyncConsumer", name));
    memcpy(name, "fastapi.", 8);
    assert_int_equal(catalog_find(catalog, name, &entry), 0);
    free(name);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(finds_names),
        TEST(finds_several_roles),
        TEST(says_the_result_in_every_entry),
        TEST(inherits),
        TEST(follows_aliases),
        TEST(expands_wildcards),
        TEST(spells_names_of_c),
        TEST(matches_patterns),
        TEST(names_roles),
        TEST(takes_entries_of_users),
        TEST(lets_users_override),
        TEST(lets_users_add_to_a_class),
        TEST(takes_several_configs),
        TEST(says_what_is_wrong),
        TEST(stays_as_it_was_after_a_mistake),
        TEST(takes_the_example_of_the_docs),
        TEST(survives_long_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
