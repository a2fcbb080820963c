#include "options_config.h"

#include "../extractors/memory.h"
#include "config.h"
#include "options_store.h"
#include "source/environment.h"
#include "suggest.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where a config comes from. */
typedef struct {
    bool named;           /* by --config, so that it is a file and trusted with other paths */
    SourceTree *revision; /* that it was found in, or NULL: the work tree */
} ConfigOrigin;

/* Whether a path of the config stays below the config's directory, by its letters. */
static bool stays_below(const char *path)
{
    int depth = 0;
    char *copy = memory_text(path), *rest = copy, *part;
    bool below = *path != '/';
    while ((part = strsep(&rest, "/"))) {
        if (strcmp(part, "..") == 0)
            depth--;
        else if (*part && strcmp(part, ".") != 0)
            depth++;
        below = below && depth >= 0;
    }
    free(copy);
    return below;
}

/* A path of the config as seen from the current directory; NULL when a config that was merely found leads out. */
static char *locate(Options *options, const char *config_file, const char *path, bool named, Diag *diag)
{
    const char *slash = strrchr(config_file, '/');
    if (!named && !stays_below(path)) {
        diag_add(
            diag, DIAG_ERROR, config_file, 0, 0,
            "'%s' leads out of the directory of the config: name it on the command line, or the config by --config",
            path);
        return NULL;
    }
    if (*path == '/' || !slash)
        return options_keep(options, memory_text(path));
    return options_keep(options, memory_format("%.*s/%s", (int)(slash - config_file), config_file, path));
}

/* Whether a path leads out of the directory of the config, which only a revision may have. */
static bool is_link_out(const char *config_file, const char *path)
{
    const char *slash = strrchr(config_file, '/');
    char *directory = slash ? memory_text_part(config_file, (size_t)(slash + 1 - config_file)) : memory_text(".");
    char *real = realpath(path, NULL), *home = source_real_path(directory);
    size_t length = strcmp(home, "/") == 0 ? 0 : strlen(home);
    bool out = !real || strncmp(real, home, length) != 0 || (real[length] && real[length] != '/');
    free(real);
    free(home);
    free(directory);
    return out;
}

/* The same for something that is read: neither does a link in a config that was merely found lead out. */
static char *locate_file(Options *options, const char *config_file, const char *path, bool named, Diag *diag)
{
    char *located = locate(options, config_file, path, named, diag);
    if (!located || named || access(located, F_OK) != 0 || !is_link_out(config_file, located))
        return located;
    diag_add(diag, DIAG_ERROR, config_file, 0, 0, "'%s' is a link that leads out of the directory of the config", path);
    return NULL;
}

/* In a revision links never lead out, so that no look at the file system is needed. */
static char *locate_input(Options *options, const char *config_file, const char *path, const ConfigOrigin *origin,
                          Diag *diag)
{
    return origin->revision ? locate(options, config_file, path, false, diag)
                            : locate_file(options, config_file, path, origin->named, diag);
}

bool options_check_python(const Options *options, const char *config_file, Diag *diag)
{
    char reason[200];
    Environment *environment = environment_open(options->python, options->python_follows, reason, sizeof reason);
    if (!environment)
        diag_add(diag, DIAG_ERROR, config_file, 0, 0, "%s %s: %s", config_file ? "python:" : "--python",
                 options->python, reason);
    environment_close(environment);
    return environment != NULL;
}

void options_default_python(Options *options, Diag *diag)
{
    const char *active = getenv("VIRTUAL_ENV");
    char reason[200];
    if (options->python || options->store->no_python || !active || !*active)
        return;
    Environment *environment = environment_open(active, true, reason, sizeof reason);
    if (environment) {
        options->python = active;
        options->python_follows = true;
    } else {
        diag_add(diag, DIAG_WARNING, NULL, 0, 0, "$VIRTUAL_ENV is not read: %s: %s", active, reason);
    }
    environment_close(environment);
}

static bool add_catalog_text(Options *options, const char *path, const char *text, size_t length, Diag *diag)
{
    char error[400] = "";
    unsigned line = 0;
    int skipped = 0;
    if (catalog_add_yaml(options->catalog, text, length, error, sizeof error))
        return true;
    if (sscanf(error, "line %u: %n", &line, &skipped) < 1)
        skipped = 0;
    diag_add(diag, DIAG_ERROR, path, line, 0, "in the catalog: %s", error + skipped);
    return false;
}

/* A file that nobody has looked at yet. */
static bool add_catalog_file(Options *options, const char *path, const char *text, size_t length, Diag *diag)
{
    YamlOutline outline;
    bool good = config_check_shape(path, text, length, &outline, diag);
    yaml_outline_free(&outline);
    return good && add_catalog_text(options, path, text, length, diag);
}

/* The compile database that the config names, unless the command line does. */
static bool add_compile_commands(Options *options, const char *path, const Config *config, bool named, Diag *diag)
{
    if (!config->compile_commands || options->compile_commands)
        return true;
    options->compile_commands = locate_file(options, path, config->compile_commands, named, diag);
    return options->compile_commands != NULL;
}

/* The environment that the config names, unless the command line says otherwise. */
static bool add_python(Options *options, const char *path, const Config *config, bool named, Diag *diag)
{
    if (!config->python || options->python || options->store->no_python)
        return true;
    options->python = locate_file(options, path, config->python, named, diag);
    options->python_follows = named;
    return options->python && options_check_python(options, path, diag);
}

static bool add_catalogs(Options *options, const char *path, const Config *config, const ConfigOrigin *origin,
                         Diag *diag)
{
    bool good = true;
    for (unsigned i = 0; i < config->catalog_files_count; i++) {
        const char *file = locate_input(options, path, config->catalog_files[i], origin, diag);
        size_t size = 0;
        char *text = file ? config_read(file, origin->revision, &size, diag) : NULL;
        if (text && !origin->revision)
            inputs_add(options->inputs, file);
        good = text && add_catalog_file(options, file, text, size, diag) && good;
        free(text);
    }
    if (config->catalog)
        good = add_catalog_text(options, path, config->catalog, strlen(config->catalog), diag) && good;
    return good;
}

static void copy_list(Options *options, UT_array *list, char **texts, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        options_push(list, options_keep(options, memory_text(texts[i])));
}

/* Levels of rules; a rule that the command line names runs in any case. */
static bool add_rule_levels(CheckOptions *options, const char *path, const Config *config, Diag *diag)
{
    bool good = true;
    for (size_t i = 0; rules[i].id; i++) {
        const char *name = config->rules.levels[i];
        FindingLevel level = name ? finding_level_find(name) : FINDING_LEVEL_COUNT;
        if (level < FINDING_LEVEL_COUNT)
            options->level[i] = level;
        else if (name && strcmp(name, "off") == 0)
            options->off[i] = true;
        else if (name)
            diag_add(diag, DIAG_ERROR, path, config_line(config, "rules", rules[i].id), 0,
                     "rule %s takes off, error, warning or note, not '%s'", rules[i].id, name);
        good = good && (!name || level < FINDING_LEVEL_COUNT || options->off[i]);
    }
    return good;
}

/* Says that a word of the config is none that is known; false. */
static bool complain(const char *path, unsigned line, const char *what, const char *word, OptionTakes takes, Diag *diag)
{
    const char *known[OPTION_WORDS_MAX];
    option_words(takes, 0, known);
    char *complaint = suggest_complaint(what, word, known);
    diag_add(diag, DIAG_ERROR, path, line, 0, "%s", complaint);
    free(complaint);
    return false;
}

static bool add_profile(Options *options, const char *path, const Config *config, Diag *diag)
{
    if (options->view.profile || !config->profile || (options->view.profile = profile_find(config->profile)))
        return true;
    return complain(path, config_line(config, NULL, "profile"), "profile", config->profile, TAKES_PROFILE, diag);
}

static bool add_views(Options *options, const char *path, const Config *config, Diag *diag)
{
    bool good = true;
    options->store->views_given = true;
    for (unsigned i = 0; i < config->views_count; i++) {
        View view = view_find(config->views[i]);
        if (view != VIEW_COUNT)
            options->views[view] = true;
        else
            good = complain(path, config_line(config, NULL, "views"), "view", config->views[i], TAKES_VIEW, diag);
    }
    return good;
}

/* What check goes by, but for the levels of rules. */
static bool add_check(Options *options, const char *path, const Config *config, bool named, Diag *diag)
{
    bool good = true;
    options->rules.tests = options->rules.tests || config->check_tests;
    if (config->baseline && !options->baseline && !options->write_baseline)
        good = (options->baseline = locate_file(options, path, config->baseline, named, diag)) != NULL;
    if (!config->fail_on || options->store->fail_on_given)
        return good;
    options->fail_on = finding_level_find(config->fail_on);
    if (options->fail_on == FINDING_NOTE ||
        (options->fail_on == FINDING_LEVEL_COUNT && strcmp(config->fail_on, "never") != 0))
        good = complain(path, config_line(config, NULL, "fail-on"), "level of fail-on", config->fail_on, TAKES_FAIL_ON,
                        diag);
    return good;
}

/* Takes over what the command line left open. */
static bool merge_config(Options *options, const char *path, const Config *config, const ConfigOrigin *origin,
                         Diag *diag)
{
    struct OptionsStore *store = options->store;
    bool good = true;
    if (!utarray_len(&store->paths))
        for (unsigned i = 0; i < config->sources_count; i++) {
            const char *source = locate_input(options, path, config->sources[i], origin, diag);
            good = source && good;
            if (source)
                options_push(&store->paths, source);
        }
    if (!utarray_len(&store->include))
        copy_list(options, &store->include, config->include, config->include_count);
    if (!utarray_len(&store->entries))
        copy_list(options, &store->entries, config->entries, config->entries_count);
    if (!store->views_given && config->views_count)
        good = add_views(options, path, config, diag) && good;
    copy_list(options, &store->exclude, config->exclude, config->exclude_count);
    copy_list(options, &store->tests, config->tests, config->tests_count);
    if (!options->view.depth)
        options->view.depth = config->depth;
    if (!options->link_template && config->link_template)
        options->link_template = options_keep(options, memory_text(config->link_template));
    if (!options->view.max_nodes)
        options->view.max_nodes = config->max_nodes;
    good = add_profile(options, path, config, diag) && good;
    good = add_check(options, path, config, origin->named, diag) && good;
    good = add_rule_levels(&options->rules, path, config, diag) && good;
    good = add_compile_commands(options, path, config, origin->named, diag) && good;
    good = add_python(options, path, config, origin->named, diag) && good;
    return add_catalogs(options, path, config, origin, diag) && good;
}

static bool is_directory(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool is_directory_in(const SourceTree *revision, const char *path)
{
    char *relative = source_relative(revision, path);
    bool found = relative && source_has_directory(revision, relative);
    free(relative);
    return found;
}

/* The config in or above the one directory that is asked for, or else the current one. */
static char *find_config(const Options *options, const SourceTree *revision)
{
    const UT_array *paths = &options->store->paths;
    const char *only = utarray_len(paths) == 1 ? *(const char *const *)utarray_front(paths) : NULL;
    bool asked = only && (revision ? is_directory_in(revision, only) : is_directory(only));
    char *found = asked ? config_find(only, revision) : NULL;
    return found ? found : config_find(".", revision);
}

/* Opens the revision for the config that is to be found in it; a config that is named is a file. When that fails, the
 * verb will say so. */
static SourceTree *open_revision(const Options *options, const char *file)
{
    UT_array *paths = &options->store->paths;
    if (!options->revision || file)
        return NULL;
    Diag *diag = diag_new(-1, false);
    options_push(paths, NULL);
    SourceQuery query = {.root = ".", .paths = (const char *const *)(void *)paths->d, .revision = options->revision};
    SourceTree *revision = source_open_top(&query, diag);
    utarray_pop_back(paths);
    diag_free(diag);
    return revision;
}

/* A config that was merely found is no link to a file elsewhere: a message about it would show what is in there. */
static bool is_at_home(const char *path, const ConfigOrigin *origin, Diag *diag)
{
    if (origin->named || origin->revision || access(path, F_OK) != 0 || !is_link_out(path, path))
        return true;
    diag_add(diag, DIAG_ERROR, path, 0, 0, "is a link that leads out of its directory: name it by --config");
    return false;
}

static bool take_config(Options *options, const char *file, const ConfigOrigin *origin, Diag *diag)
{
    char *path = origin->named ? memory_text(file) : find_config(options, origin->revision);
    if (!path)
        return true;
    options_keep(options, path);
    if (!origin->named) {
        char *root = options_keep(options, memory_text(path));
        char *slash = strrchr(root, '/');
        slash[slash == root] = '\0';
        options->root = root;
    }
    if (!origin->revision)
        inputs_add(options->inputs, path);
    Config *config = is_at_home(path, origin, diag) ? config_load(path, origin->revision, diag) : NULL;
    bool good = config && merge_config(options, path, config, origin, diag);
    config_free(config);
    return good;
}

bool options_add_config(Options *options, const char *file, Diag *diag)
{
    ConfigOrigin origin = {.named = file, .revision = open_revision(options, file)};
    bool good = (options->revision && !file && !origin.revision) || take_config(options, file, &origin, diag);
    source_close(origin.revision);
    return good;
}
