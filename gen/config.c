#include "config.h"

#include "../extractors/catalog/yaml_words.h"
#include "../extractors/memory.h"
#include "suggest.h"
#include "yaml_outline.h"

#include <cyaml/cyaml.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utstring.h>

enum {
    CONFIG_SIZE_MAX = 1 << 20
};

static const char *const names[] = {"seamap.yaml", ".seamap.yaml"};

/* How complaints of libcyaml begin. */
#define KEY_UNKNOWN "Unexpected key: "
#define KEY_TWICE "Mapping field already seen: "

static const cyaml_schema_value_t text_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED),
};

#define LIST(key, member)                                                                                              \
    CYAML_FIELD_SEQUENCE(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, Config, member, &text_schema, 0,               \
                         CYAML_UNLIMITED)
#define TEXT(key, member)                                                                                              \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, Config, member, 0, CYAML_UNLIMITED)

/* libcyaml's own booleans take any word for true. */
static const cyaml_strval_t truths[] = {{"false", 0}, {"true", 1}};

enum {
    TRUTHS_COUNT = sizeof truths / sizeof *truths
};

/* The keys twice, in the same order: for libcyaml, and for people. */
static const cyaml_schema_field_t config_fields[] = {
    LIST("sources", sources),
    LIST("include", include),
    LIST("exclude", exclude),
    LIST("tests", tests),
    LIST("views", views),
    LIST("entries", entries),
    CYAML_FIELD_UINT("depth", CYAML_FLAG_OPTIONAL, Config, depth),
    CYAML_FIELD_UINT("max-nodes", CYAML_FLAG_OPTIONAL, Config, max_nodes),
    TEXT("profile", profile),
    CYAML_FIELD_IGNORE("rules", CYAML_FLAG_OPTIONAL), /* make_schema() puts the table of rules here */
    CYAML_FIELD_ENUM("check-tests", CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT, Config, check_tests, truths, TRUTHS_COUNT),
    TEXT("baseline", baseline),
    TEXT("fail-on", fail_on),
    TEXT("link-template", link_template),
    TEXT("python", python),
    TEXT("compile-commands", compile_commands),
    CYAML_FIELD_IGNORE("catalog", CYAML_FLAG_OPTIONAL), /* the catalog's own module reads it */
    LIST("catalog-files", catalog_files),
    CYAML_FIELD_END};

static const ConfigKey keys[] = {
    {"sources", "list", "files and directories to read when the command line names none"},
    {"include", "list", "globs of files to read; default: all"},
    {"exclude", "list", "globs of files not to read"},
    {"tests", "list", "globs of test code, which is read but not drawn"},
    {"views", "list", "what to draw, as --view; default: all"},
    {"entries", "list", "symbols to start from, as --entry; default: the entry points that the catalog knows"},
    {"depth", "number", "at most so many steps from the entries, as --depth; default: any number"},
    {"max-nodes", "number", "at most so many nodes in a diagram, as --max-nodes"},
    {"profile", "host", "whose limits diagrams keep to: github, gitlab or none; as --profile"},
    {"rules", "rule: level", "level of each rule of check: error, warning, note or off"},
    {"check-tests", "true or false", "findings in test code count too, as --tests"},
    {"baseline", "file", "findings that are known, as --baseline"},
    {"fail-on", "level", "findings of this level make the exit code 1: error, warning or never; as --fail-on"},
    {"link-template", "URL", "what links of diff look like, as --link-template"},
    {"python", "directory", "virtual environment, as --python"},
    {"compile-commands", "file", "compile database of C and C++, as --compile-commands"},
    {"catalog", "entries", "what the names of your own framework mean"},
    {"catalog-files", "list", "files with the same"},
    {NULL, NULL, NULL},
};

_Static_assert(sizeof keys / sizeof *keys == sizeof config_fields / sizeof *config_fields,
               "each key is in both tables");

const ConfigKey *config_keys(void)
{
    return keys;
}

enum {
    FIELD_COUNT = sizeof config_fields / sizeof *config_fields
};

/* What libcyaml is told: the fields above, and a key for each rule. */
typedef struct {
    cyaml_schema_field_t rules[RULES_MAX + 1], fields[FIELD_COUNT];
    cyaml_schema_value_t root;
} Schema;

static void make_schema(Schema *schema)
{
    size_t count = 0;
    for (; rules[count].id; count++) {
        schema->rules[count] = (cyaml_schema_field_t)CYAML_FIELD_STRING_PTR(
            rules[count].id, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, ConfigRules, levels[0], 0, CYAML_UNLIMITED);
        schema->rules[count].data_offset = (uint32_t)(count * sizeof(char *));
    }
    schema->rules[count] = (cyaml_schema_field_t)CYAML_FIELD_END;
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        schema->fields[i] = config_fields[i];
        if (config_fields[i].key && strcmp(config_fields[i].key, "rules") == 0)
            schema->fields[i] =
                (cyaml_schema_field_t)CYAML_FIELD_MAPPING("rules", CYAML_FLAG_OPTIONAL, Config, rules, schema->rules);
    }
    schema->root = (cyaml_schema_value_t){CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, Config, schema->fields)};
}

/* --- what libcyaml says --- */

/* Its messages come in pieces: what is wrong, then from inside to outside where. */
typedef struct {
    UT_string what;
    unsigned line, column;
} Complaint;

static void add_message(UT_string *what, const char *text)
{
    static const char prefix[] = "Load: ";
    text += strncmp(text, prefix, strlen(prefix)) == 0 ? strlen(prefix) : 0;
    utstring_printf(what, "%.*s", (int)strcspn(text, "\n"), text);
}

static void collect_complaint(cyaml_log_t level, void *context, const char *format, va_list arguments)
{
    Complaint *complaint = context;
    char text[1000];
    (void)level;
    vsnprintf(text, sizeof text, format, arguments);
    const char *place = strstr(text, "(line: ");
    if (place && !complaint->line)
        sscanf(place, "(line: %u, column: %u)", &complaint->line, &complaint->column);
    else if (!place && !utstring_len(&complaint->what))
        add_message(&complaint->what, text);
}

static void report_unknown_key(const char *path, const YamlOutline *outline, const char *key, Diag *diag)
{
    Schema schema;
    const char *known[RULES_MAX + FIELD_COUNT];
    unsigned line = yaml_outline_line(outline, NULL, key);
    size_t count = 0;
    make_schema(&schema);
    for (const cyaml_schema_field_t *field = line ? schema.fields : schema.rules; field->key; field++)
        known[count++] = field->key;
    known[count] = NULL;
    char *complaint = suggest_complaint(line ? "key" : "rule", key, known);
    diag_add(diag, DIAG_ERROR, path, line ? line : yaml_outline_line(outline, "rules", key), 0, "%s", complaint);
    free(complaint);
}

static void report_complaint(const char *path, const YamlOutline *outline, const Complaint *complaint, Diag *diag)
{
    const char *what = utstring_body(&complaint->what);
    char text[1000];
    if (strncmp(what, KEY_UNKNOWN, strlen(KEY_UNKNOWN)) == 0) {
        report_unknown_key(path, outline, what + strlen(KEY_UNKNOWN), diag);
        return;
    }
    bool twice = strncmp(what, KEY_TWICE, strlen(KEY_TWICE)) == 0;
    unsigned line = twice ? yaml_outline_line(outline, NULL, what + strlen(KEY_TWICE)) : complaint->line;
    yaml_words_complain(*what ? what : "is no config that can be read", "true or false", text, sizeof text);
    diag_add(diag, DIAG_ERROR, path, line, twice ? 0 : complaint->column, "%s", text);
}

/* --- the catalog section --- */

static const char *next_line(const char *line)
{
    const char *end = strchr(line, '\n');
    return end ? end + 1 : line + strlen(line);
}

/*
 * The section as YAML of its own. What comes before it becomes empty lines, so that its mistakes are reported on the
 * lines of the file.
 */
static char *cut_catalog(const char *text)
{
    UT_string section;
    bool inside = false;
    utstring_init(&section);
    for (const char *line = text; *line; line = next_line(line)) {
        int length = (int)strcspn(line, "\n");
        if (!inside && strncmp(line, "catalog:", 8) == 0) {
            inside = true;
            utstring_printf(&section, "        %.*s", length - 8, line + 8);
        } else if (inside && !strchr(" \t\r\n#", *line)) {
            break;
        } else if (inside) {
            utstring_printf(&section, "%.*s", length, line);
        }
        utstring_bincpy(&section, "\n", 1);
    }
    if (inside)
        return utstring_body(&section);
    utstring_done(&section);
    return NULL;
}

/* The line of a catalog section that cut_catalog() cannot take out, or 0. */
static unsigned find_odd_catalog(const char *text)
{
    unsigned number = 1;
    for (const char *line = text; *line; line = next_line(line), number++) {
        const char *key = line + strspn(line, " \t{\"'");
        if (key > line && strncmp(key, "catalog", 7) == 0 && strchr(":\"'", key[7]))
            return number;
    }
    return 0;
}

/* --- files --- */

static char *read_from_revision(const char *path, const SourceTree *revision, size_t *size, Diag *diag)
{
    char reason[300] = "lies outside of the repository", *relative = source_relative(revision, path);
    char *text = relative ? source_read_path(revision, relative, size, reason, sizeof reason) : NULL;
    free(relative);
    if (text && *size <= CONFIG_SIZE_MAX)
        return text;
    if (text)
        snprintf(reason, sizeof reason, "is not a file of at most %d KiB", CONFIG_SIZE_MAX >> 10);
    diag_add(diag, DIAG_ERROR, path, 0, 0, "%s", reason);
    free(text);
    return NULL;
}

char *config_read(const char *path, const SourceTree *revision, size_t *size, Diag *diag)
{
    if (revision)
        return read_from_revision(path, revision, size, diag);
    struct stat status;
    char *text = NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0 || fstat(file, &status) != 0) {
        diag_add(diag, DIAG_ERROR, path, 0, 0, "cannot be opened: %s", strerror(errno));
    } else if (!S_ISREG(status.st_mode) || status.st_size > CONFIG_SIZE_MAX) {
        diag_add(diag, DIAG_ERROR, path, 0, 0, "is not a file of at most %d KiB", CONFIG_SIZE_MAX >> 10);
    } else if ((text = calloc(1, (size_t)status.st_size + 1))) {
        ssize_t got = read(file, text, (size_t)status.st_size);
        *size = got > 0 ? (size_t)got : 0;
        text[*size] = '\0';
    }
    if (file >= 0)
        close(file);
    return text;
}

static cyaml_config_t loader(Complaint *complaint)
{
    return (cyaml_config_t){.log_fn = collect_complaint,
                            .log_ctx = complaint,
                            .mem_fn = cyaml_mem,
                            .log_level = CYAML_LOG_WARNING,
                            .flags = CYAML_CFG_NO_ALIAS};
}

bool config_check_shape(const char *path, const char *text, size_t size, YamlOutline *outline, Diag *diag)
{
    YamlProblem problem;
    bool good = yaml_outline_read(outline, text, size, &problem);
    if (!good)
        diag_add(diag, DIAG_ERROR, path, problem.line, problem.column, "%s", problem.text);
    return good;
}

static Config *load_text(const char *path, const char *text, size_t size, const YamlOutline *outline, Diag *diag)
{
    Complaint complaint = {.line = 0};
    Schema schema;
    make_schema(&schema);
    utstring_init(&complaint.what);
    cyaml_config_t cyaml = loader(&complaint);
    cyaml_data_t *data = NULL;
    Config *config = NULL;
    if (cyaml_load_data((const uint8_t *)text, size, &cyaml, &schema.root, &data, NULL) != CYAML_OK)
        report_complaint(path, outline, &complaint, diag);
    else
        config = data ? data : memory_zeroed(1, sizeof *config); /* an empty file has no data */
    utstring_done(&complaint.what);
    if (config && !(config->catalog = cut_catalog(text)) && find_odd_catalog(text)) {
        diag_add(diag, DIAG_ERROR, path, find_odd_catalog(text), 0, "'catalog:' must stand at the start of a line");
        config_free(config);
        config = NULL;
    }
    return config;
}

Config *config_load(const char *path, const SourceTree *revision, Diag *diag)
{
    size_t size = 0;
    YamlOutline outline;
    char *text = config_read(path, revision, &size, diag);
    if (!text)
        return NULL;
    Config *config = NULL;
    if (config_check_shape(path, text, size, &outline, diag))
        config = load_text(path, text, size, &outline, diag);
    if (config) {
        config->outline = memory_alloc(sizeof outline);
        *config->outline = outline;
    } else {
        yaml_outline_free(&outline);
    }
    free(text);
    return config;
}

unsigned config_line(const Config *config, const char *parent, const char *key)
{
    return yaml_outline_line(config->outline, parent, key);
}

void config_free(Config *config)
{
    if (!config)
        return;
    Complaint complaint = {.line = 0};
    Schema schema;
    make_schema(&schema);
    cyaml_config_t cyaml = loader(&complaint);
    free(config->catalog);
    if (config->outline)
        yaml_outline_free(config->outline);
    free(config->outline);
    cyaml_free(&cyaml, &schema.root, config, 0);
}

static bool is_there(const char *directory, const char *name, char **out)
{
    *out = memory_format("%s/%s", strcmp(directory, "/") == 0 ? "" : directory, name);
    if (faccessat(AT_FDCWD, *out, F_OK, AT_SYMLINK_NOFOLLOW) == 0) /* a link to nowhere is a mistake to be told of */
        return true;
    free(*out);
    *out = NULL;
    return false;
}

static bool is_in_repository(const char *directory)
{
    char *copy = memory_text(directory), *found = NULL;
    for (char *end = copy + strlen(copy); end && !found; end = strrchr(copy, '/')) {
        *end = '\0';
        is_there(copy, ".git", &found);
    }
    bool inside = found != NULL;
    free(found);
    free(copy);
    return inside;
}

/* Whether a directory of the revision (relative to its root, "" for the root) has such a file. */
static bool revision_has(const SourceTree *revision, const char *directory, const char *name, char **out)
{
    char *path = memory_format("%s%s%s", directory, *directory ? "/" : "", name);
    *out = memory_format("%s/%s", strcmp(revision->root, "/") == 0 ? "" : revision->root, path);
    bool there = source_has_file(revision, path);
    free(path);
    if (!there) {
        free(*out);
        *out = NULL;
    }
    return there;
}

static char *find_in_revision(const char *directory, const SourceTree *revision)
{
    char *above = source_relative(revision, directory), *found = NULL;
    bool at_top = !above;
    while (!found && !at_top) {
        at_top = !*above;
        for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++)
            revision_has(revision, above, names[i], &found);
        char *slash = strrchr(above, '/');
        *(slash ? slash : above) = '\0';
    }
    free(above);
    return found;
}

char *config_find(const char *directory, const SourceTree *revision)
{
    if (revision)
        return find_in_revision(directory, revision);
    char *above = realpath(directory, NULL), *found = NULL, *git = NULL;
    bool climbs = above && is_in_repository(above);
    for (char *end = above; end && !found; end = strrchr(above, '/')) {
        if (end != above)
            *end = '\0';
        for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++)
            is_there(above, names[i], &found);
        if (!climbs || is_there(above, ".git", &git))
            break;
    }
    free(git);
    free(above);
    return found;
}
