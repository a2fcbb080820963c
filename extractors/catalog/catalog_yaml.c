/*
 * catalog_yaml.c - libcyaml has no mappings with free keys, hence lists of `{name: …, …}`. It tells positions only in
 * its log, from where messages take the line. For mistakes that it does not see, the line is looked up in the text.
 */
#include "catalog_yaml.h"

#include "yaml_words.h"

#include <cyaml/cyaml.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const cyaml_strval_t role_strings[] = {
    {"none", ROLE_EXPLICIT_NONE},
    {"entry", ROLE_ENTRY},
    {"boot", ROLE_BOOT},
    {"shutdown", ROLE_SHUTDOWN},
    {"accept", ROLE_ACCEPT},
    {"authenticate", ROLE_AUTHENTICATE},
    {"factory", ROLE_FACTORY},
    {"send", ROLE_SEND},
    {"receive", ROLE_RECEIVE},
    {"close", ROLE_CLOSE},
    {"spawn", ROLE_SPAWN},
    {"to-thread", ROLE_TO_THREAD},
    {"from-thread", ROLE_FROM_THREAD},
    {"run", ROLE_RUN},
    {"callback", ROLE_CALLBACK},
    {"depends", ROLE_DEPENDS},
    {"awaits", ROLE_AWAITS},
    {"middleware", ROLE_MIDDLEWARE},
    {"mount", ROLE_MOUNT},
    {"blocking", ROLE_BLOCKING},
    {"command", ROLE_COMMAND},
};
_Static_assert(sizeof role_strings / sizeof *role_strings == ROLE_COUNT, "every role has a name");

static const cyaml_strval_t callee_strings[] = {
    {"none", CALLEE_NONE},           {"argument", CALLEE_ARGUMENT},   {"decorated", CALLEE_DECORATED},
    {"receiver", CALLEE_RECEIVER},   {"arguments", CALLEE_ARGUMENTS}, {"result", CALLEE_RESULT},
    {"assigned", CALLEE_ASSIGNED},   {"last", CALLEE_LAST},           {"case", CALLEE_CASE},
    {"native", CALLEE_NATIVE},       {"named", CALLEE_NAMED},         {"signal", CALLEE_SIGNAL},
    {"connected", CALLEE_CONNECTED},
};
_Static_assert(sizeof callee_strings / sizeof *callee_strings == CALLEE_COUNT, "every form of callee has a name");

static const cyaml_strval_t language_strings[] = {{"python", DOC_PYTHON}, {"c++", DOC_C}};

static const cyaml_strval_t result_strings[] = {
    {"same", RESULT_SAME},
    {"awaitable", RESULT_AWAITABLE},
    {"context", RESULT_CONTEXT},
    {"pair", RESULT_PAIR},
    {"each", RESULT_EACH},
    {"sets", RESULT_SETS},
    {"awaited", RESULT_AWAITED},
    {"coroutine", RESULT_COROUTINE},
    {"made", RESULT_MADE},
    {"memory", RESULT_MEMORY},
    {"passed", RESULT_PASSED},
    {"class", RESULT_CLASS},
    {"ends", RESULT_ENDS},
    {"failure", RESULT_FAILURE},
    {"puts-path", RESULT_PUTS_PATH},
    {"puts-attribute", RESULT_PUTS_ATTRIBUTE},
    {"puts-either", RESULT_PUTS_EITHER},
    {"returned", RESULT_RETURNED},
};

static const cyaml_strval_t test_strings[] = {
    {"callable", TESTS_CALLABLE},
    {"class", TESTS_CLASS},
    {"function", TESTS_FUNCTION},
    {"method", TESTS_METHOD},
    {"coroutine-function", TESTS_COROUTINE_FUNCTION},
    {"generator-function", TESTS_GENERATOR_FUNCTION},
    {"async-generator-function", TESTS_ASYNC_GENERATOR_FUNCTION},
    {"coroutine", TESTS_COROUTINE},
    {"awaitable", TESTS_AWAITABLE},
    {"generator", TESTS_GENERATOR},
    {"async-generator", TESTS_ASYNC_GENERATOR},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define OPTIONAL CYAML_FLAG_OPTIONAL
#define STRICT (CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT)
#define FIELD_STRING(key, flags, type, member) CYAML_FIELD_STRING_PTR(key, flags, type, member, 1, CYAML_UNLIMITED)
#define FIELD_LIST(key, type, member, entry)                                                                           \
    CYAML_FIELD_SEQUENCE(key, OPTIONAL | CYAML_FLAG_POINTER, type, member, entry, 1, CYAML_UNLIMITED)

static const cyaml_schema_value_t string_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED),
};

static const cyaml_schema_field_t call_fields[] = {
    FIELD_STRING("name", OPTIONAL, DocCall, name),
    FIELD_LIST("names", DocCall, names, &string_schema),
    CYAML_FIELD_ENUM("role", STRICT, DocCall, role, role_strings, COUNT(role_strings)),
    CYAML_FIELD_ENUM("callee", STRICT, DocCall, callee, callee_strings, COUNT(callee_strings)),
    CYAML_FIELD_UINT_PTR("argument", OPTIONAL, DocCall, argument),
    FIELD_STRING("keyword", OPTIONAL, DocCall, keyword),
    CYAML_FIELD_UINT_PTR("items", OPTIONAL, DocCall, items),
    FIELD_STRING("passes", OPTIONAL, DocCall, passes),
    FIELD_STRING("told", OPTIONAL, DocCall, told),
    CYAML_FIELD_BOOL("websocket", OPTIONAL, DocCall, websocket),
    CYAML_FIELD_BOOL_PTR("awaitable", OPTIONAL, DocCall, awaitable),
    CYAML_FIELD_BOOL("thread", OPTIONAL, DocCall, thread),
    CYAML_FIELD_BOOL("loop", OPTIONAL, DocCall, loop),
    CYAML_FIELD_ENUM("result", STRICT, DocCall, result, result_strings, COUNT(result_strings)),
    CYAML_FIELD_ENUM("tests", STRICT, DocCall, tests, test_strings, COUNT(test_strings)),
    FIELD_STRING("returns", OPTIONAL, DocCall, returns),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t call_schema = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, DocCall, call_fields)};

static const cyaml_schema_field_t class_call_fields[] = {
    CYAML_FIELD_ENUM("role", CYAML_FLAG_STRICT, DocCall, role, role_strings, COUNT(role_strings)),
    CYAML_FIELD_ENUM("callee", STRICT, DocCall, callee, callee_strings, COUNT(callee_strings)),
    CYAML_FIELD_UINT_PTR("argument", OPTIONAL, DocCall, argument),
    FIELD_STRING("keyword", OPTIONAL, DocCall, keyword),
    CYAML_FIELD_UINT_PTR("items", OPTIONAL, DocCall, items),
    FIELD_STRING("passes", OPTIONAL, DocCall, passes),
    CYAML_FIELD_BOOL("websocket", OPTIONAL, DocCall, websocket),
    CYAML_FIELD_BOOL("thread", OPTIONAL, DocCall, thread),
    CYAML_FIELD_ENUM("result", STRICT, DocCall, result, result_strings, COUNT(result_strings)),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t class_call_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, DocCall, class_call_fields),
};

static const cyaml_schema_field_t hook_fields[] = {
    FIELD_STRING("name", OPTIONAL, DocCall, name),
    FIELD_LIST("names", DocCall, names, &string_schema),
    CYAML_FIELD_ENUM("role", CYAML_FLAG_STRICT, DocCall, role, role_strings, COUNT(role_strings)),
    FIELD_STRING("passes", OPTIONAL, DocCall, passes),
    CYAML_FIELD_BOOL("websocket", OPTIONAL, DocCall, websocket),
    CYAML_FIELD_BOOL("thread", OPTIONAL, DocCall, thread),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t hook_schema = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, DocCall, hook_fields)};

static const cyaml_schema_field_t case_fields[] = {
    FIELD_STRING("name", OPTIONAL, DocCall, name),
    FIELD_LIST("names", DocCall, names, &string_schema),
    CYAML_FIELD_ENUM("role", CYAML_FLAG_STRICT, DocCall, role, role_strings, COUNT(role_strings)),
    CYAML_FIELD_BOOL("websocket", OPTIONAL, DocCall, websocket),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t case_schema = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, DocCall, case_fields)};

static const cyaml_schema_field_t attribute_fields[] = {
    FIELD_STRING("name", CYAML_FLAG_DEFAULT, DocAttribute, name),
    FIELD_STRING("type", CYAML_FLAG_DEFAULT, DocAttribute, type),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t attribute_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, DocAttribute, attribute_fields),
};

static const cyaml_schema_field_t class_fields[] = {
    FIELD_STRING("name", CYAML_FLAG_DEFAULT, DocClass, name),
    FIELD_LIST("bases", DocClass, bases, &string_schema),
    CYAML_FIELD_BOOL_PTR("awaitable", OPTIONAL, DocClass, awaitable),
    CYAML_FIELD_BOOL("double", CYAML_FLAG_OPTIONAL, DocClass, is_double),
    CYAML_FIELD_ENUM("tests", STRICT, DocClass, tests, test_strings, COUNT(test_strings)),
    FIELD_STRING("returns", OPTIONAL, DocClass, returns),
    FIELD_LIST("call", DocClass, call, &class_call_schema),
    FIELD_LIST("attributes", DocClass, attributes, &attribute_schema),
    FIELD_LIST("methods", DocClass, methods, &call_schema),
    FIELD_LIST("hooks", DocClass, hooks, &hook_schema),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t class_schema = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, DocClass, class_fields)};

static const cyaml_schema_field_t alias_fields[] = {
    FIELD_STRING("name", CYAML_FLAG_DEFAULT, DocAlias, name),
    FIELD_STRING("is", CYAML_FLAG_DEFAULT, DocAlias, target),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t alias_schema = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, DocAlias, alias_fields)};

static const cyaml_schema_field_t pattern_fields[] = {
    FIELD_STRING("pattern", CYAML_FLAG_DEFAULT, DocPattern, pattern),
    CYAML_FIELD_ENUM("role", STRICT, DocPattern, role, role_strings, COUNT(role_strings)),
    CYAML_FIELD_BOOL("legacy", OPTIONAL, DocPattern, legacy),
    FIELD_STRING("not_in", OPTIONAL, DocPattern, not_in),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t pattern_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, DocPattern, pattern_fields),
};

static const cyaml_schema_field_t catalog_fields[] = {
    FIELD_STRING("framework", OPTIONAL, Document, framework),
    CYAML_FIELD_ENUM("language", STRICT, Document, language, language_strings, COUNT(language_strings)),
    FIELD_LIST("classes", Document, classes, &class_schema),
    FIELD_LIST("functions", Document, functions, &call_schema),
    FIELD_LIST("cases", Document, cases, &case_schema),
    FIELD_LIST("aliases", Document, aliases, &alias_schema),
    FIELD_LIST("patterns", Document, patterns, &pattern_schema),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t catalog_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, Document, catalog_fields),
};

const char *role_name(Role role)
{
    return role == ROLE_NONE ? role_strings[0].str : role_strings[role].str;
}

const char *callee_name(CalleeForm callee)
{
    return callee_strings[callee].str;
}

/* The line where `value` first stands as a word of its own, from line `from` of the text on; or 0. */
static int find_line(const char *text, const char *value, int from)
{
    if (!text || !value)
        return 0;
    size_t length = strlen(value);
    const char *at = text;
    for (int skipped = 1; skipped < from && at; skipped++) {
        at = strchr(at, '\n');
        at += at != NULL;
    }
    if (!at)
        return 0;
    while ((at = strstr(at, value))) {
        char before = at == text ? '\n' : at[-1], after = at[length];
        bool starts = strchr(" \t\n[{,\"'", before), ends = !after || strchr(" \t\r\n]},:\"'", after);
        if (starts && ends) {
            int line = 1;
            for (const char *c = text; c < at; c++)
                line += *c == '\n';
            return line;
        }
        at += length;
    }
    return 0;
}

bool document_complain(const Message *message, const char *near, const char *format, ...)
{
    int line = find_line(message->text, near, 1);
    int used = line ? snprintf(message->error, message->size, "line %d: ", line) : 0;
    if (used >= 0 && (size_t)used < message->size) {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(message->error + used, message->size - (size_t)used, format, arguments);
        va_end(arguments);
    }
    return false;
}

enum {
    LOG_SIZE = 512
};

/* The first message that libcyaml logs is the mistake; the first position after it is the nearest. */
typedef struct {
    char what[LOG_SIZE];
    char where[LOG_SIZE];
    bool traced; /* what follows are positions */
} Log;

static void take_log(cyaml_log_t level, void *context, const char *format, va_list arguments)
{
    (void)level;
    Log *log = context;
    char line[LOG_SIZE];
    vsnprintf(line, sizeof line, format, arguments);
    line[strcspn(line, "\n")] = '\0';
    const char *text = strncmp(line, "Load: ", 6) == 0 ? line + 6 : line;
    log->traced |= strncmp(text, "Backtrace", 9) == 0;
    if (!log->what[0] && !log->traced)
        memmove(log->what, text, strlen(text) + 1);
    else if (!log->where[0] && strstr(text, "line:"))
        memmove(log->where, text, strlen(text) + 1);
}

static bool complain_yaml(const Message *message, const Log *log, cyaml_err_t status)
{
    static const char key[] = "Unexpected key: ";
    const char *what = log->what[0] ? log->what : cyaml_strerror(status);
    const char *position = strstr(log->where, "line: ");
    int line = position ? atoi(position + strlen("line: ")) : 0;
    /* The position of an unknown key is that of the key before it. */
    if (strncmp(what, key, strlen(key)) == 0) {
        int better = find_line(message->text, what + strlen(key), line);
        line = better ? better : line;
    }
    char text[LOG_SIZE];
    yaml_words_complain(what, "a word that is known", text, sizeof text);
    return line ? document_complain(message, NULL, "line %d: %s", line, text)
                : document_complain(message, NULL, "%s", text);
}

/* Anchors are refused: they could blow a small file up. */
static cyaml_config_t make_config(Log *log)
{
    return (cyaml_config_t){
        .log_fn = take_log,
        .log_ctx = log,
        .log_level = CYAML_LOG_ERROR,
        .mem_fn = cyaml_mem,
        .flags = CYAML_CFG_NO_ALIAS,
    };
}

bool document_load(const char *yaml, size_t length, const Message *message, Document **out)
{
    Log log = {"", "", false};
    cyaml_config_t config = make_config(&log);
    *out = NULL;
    cyaml_err_t status =
        cyaml_load_data((const uint8_t *)yaml, length, &config, &catalog_schema, (cyaml_data_t **)out, NULL);
    return status == CYAML_OK || complain_yaml(message, &log, status);
}

void document_free(Document *document)
{
    Log log = {"", "", false};
    cyaml_config_t config = make_config(&log);
    cyaml_free(&config, &catalog_schema, document, 0);
}
