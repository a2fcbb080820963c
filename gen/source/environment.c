#include "environment.h"

#include "decode.h"
#include "store.h"
#include "../../extractors/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    ROOTS_MAX = 64,
    SETTINGS_SIZE_MAX = 64 << 10 /* of pyvenv.cfg, of a .pth file */
};

/* A directory that imports start from. */
typedef struct {
    char *path;     /* without links */
    char *boundary; /* what is reached from here must lie below this directory */
} Root;

struct Environment {
    Root packages[ROOTS_MAX];
    size_t package_count;
    Root library;   /* the standard library; no path: it is not there */
    Inputs *inputs; /* or NULL */
};

/* --- paths --- */

static bool is_below(const char *path, const char *directory)
{
    size_t length = strlen(directory);
    return strncmp(path, directory, length) == 0 && (path[length] == '/' || !path[length] || length == 1);
}

static bool is_directory(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool has_file(const char *directory, const char *name)
{
    char *path = source_join(directory, name);
    bool found = access(path, F_OK) == 0;
    free(path);
    return found;
}

/* The directory that holds a path (heap): "." for a mere name. */
static char *directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return !slash          ? memory_text(".")
           : slash == path ? memory_text("/")
                           : memory_text_part(path, (size_t)(slash - path));
}

static const char *last_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* --- small text files --- */

/* What a regular file of moderate size holds, NUL-terminated, or NULL. */
static char *read_small(const char *path)
{
    struct stat status;
    char *text = NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= SETTINGS_SIZE_MAX &&
        (text = calloc(1, (size_t)status.st_size + 1)) && read(file, text, (size_t)status.st_size) < 0) {
        free(text);
        text = NULL;
    }
    if (file >= 0)
        close(file);
    return text;
}

/* The text without blanks around it, in place. */
static char *trim(char *text)
{
    static const char blanks[] = " \t\r\n";
    text += strspn(text, blanks);
    for (size_t length = strlen(text); length && strchr(blanks, text[length - 1]);)
        text[--length] = '\0';
    return text;
}

/* The value of `key = value` in the text of a pyvenv.cfg (heap), or NULL. */
static char *find_setting(const char *settings, const char *key)
{
    char *copy = memory_text(settings), *rest = copy, *line, *value = NULL;
    while (!value && (line = strsep(&rest, "\n"))) {
        char *equals = strchr(line, '=');
        if (!equals)
            continue;
        *equals = '\0';
        if (strcasecmp(trim(line), key) == 0)
            value = memory_text(trim(equals + 1));
    }
    free(copy);
    return value;
}

/* --- roots --- */

static Root root_new(const char *path, const char *boundary)
{
    Root root = {.path = realpath(path, NULL)};
    if (root.path && is_directory(root.path))
        root.boundary = boundary && is_below(root.path, boundary) ? memory_text(boundary) : memory_text(root.path);
    else
        free(root.path);
    return root.boundary ? root : (Root){0};
}

static void root_free(Root *root)
{
    free(root->path);
    free(root->boundary);
}

static bool add_packages(Environment *environment, const char *path, const char *boundary)
{
    Root root = environment->package_count < ROOTS_MAX ? root_new(path, boundary) : (Root){0};
    for (size_t i = 0; root.path && i < environment->package_count; i++)
        if (strcmp(environment->packages[i].path, root.path) == 0) {
            root_free(&root);
            return true;
        }
    if (root.path)
        environment->packages[environment->package_count++] = root;
    return root.path != NULL;
}

static int compare_names(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static int is_path_file(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 4 && strcmp(entry->d_name + length - 4, ".pth") == 0;
}

/* Adds a directory that a .pth file names, if it lies inside of the environment. What Python would execute is skipped. */
static void add_path_line(Environment *environment, const char *site, const char *boundary, char *line)
{
    line = trim(line);
    if (!*line || *line == '#' || strncmp(line, "import ", 7) == 0 || strncmp(line, "import\t", 7) == 0)
        return;
    char *path = *line == '/' ? memory_text(line) : source_join(site, line), *real = realpath(path, NULL);
    if (real && is_below(real, boundary))
        add_packages(environment, real, boundary);
    free(real);
    free(path);
}

/* site-packages and what its .pth files add. */
static bool add_site(Environment *environment, const char *path, const char *boundary)
{
    struct dirent **entries = NULL;
    char *real = realpath(path, NULL);
    if (!real || !add_packages(environment, real, boundary)) {
        free(real);
        return false;
    }
    int count = scandir(real, &entries, is_path_file, compare_names);
    for (int i = 0; i < count; i++) {
        char *file = source_join(real, entries[i]->d_name), *text = read_small(file), *rest = text, *line;
        while (rest && (line = strsep(&rest, "\n")))
            add_path_line(environment, real, is_below(real, boundary) ? boundary : real, line);
        free(text);
        free(file);
        free(entries[i]);
    }
    free(entries);
    free(real);
    return true;
}

/* --- installations --- */

static unsigned minor_version(const char *name)
{
    unsigned minor = 0;
    int used = 0;
    return sscanf(name, "python3.%u%n", &minor, &used) == 1 && !name[used] ? minor : 0;
}

/* The N of the newest lib/python3.N below a prefix, 0: there is none. */
static unsigned newest_version(const char *prefix)
{
    char *path = source_join(prefix, "lib");
    DIR *directory = opendir(path);
    unsigned newest = 0;
    for (const struct dirent *entry; directory && (entry = readdir(directory));) {
        unsigned minor = minor_version(entry->d_name);
        newest = minor > newest ? minor : newest;
    }
    if (directory)
        closedir(directory);
    free(path);
    return newest;
}

static char *versioned(const char *prefix, const char *format, unsigned minor)
{
    char below[64];
    snprintf(below, sizeof below, format, minor);
    return source_join(prefix, below);
}

/* The directories of packages below a prefix, as installers and Debian lay them out. */
static bool add_sites(Environment *environment, const char *prefix, unsigned minor, const char *boundary)
{
    static const char *const layouts[] = {"lib/python3.%u/site-packages", "local/lib/python3.%u/dist-packages",
                                          "lib/python3.%u/dist-packages", "lib/python3/dist-packages",
                                          "Lib/site-packages"};
    bool found = false;
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        char *path = strchr(layouts[i], '%') ? versioned(prefix, layouts[i], minor) : source_join(prefix, layouts[i]);
        found = (access(path, F_OK) == 0 && add_site(environment, path, boundary)) || found;
        free(path);
    }
    return found;
}

static void set_library(Environment *environment, const char *prefix, unsigned minor)
{
    char *path = versioned(prefix, "lib/python3.%u", minor);
    if (!environment->library.path && has_file(path, "os.py"))
        environment->library = root_new(path, NULL);
    free(path);
}

/* The installation that a virtual environment was made from. */
static void add_home(Environment *environment, const char *settings, unsigned minor)
{
    char *home = find_setting(settings, "home"), *system = find_setting(settings, "include-system-site-packages");
    char *prefix = home && *home == '/' ? directory_of(home) : NULL;
    if (prefix) {
        set_library(environment, prefix, minor);
        if (system && strcasecmp(system, "true") == 0)
            add_sites(environment, prefix, minor, prefix);
    }
    free(prefix);
    free(system);
    free(home);
}

/* The N of the Python 3.N that pyvenv.cfg speaks of, or 0. */
static unsigned version_of(const char *settings)
{
    unsigned minor = 0;
    char *version = find_setting(settings, "version");
    if (!version)
        version = find_setting(settings, "version_info");
    if (version && sscanf(version, "3.%u", &minor) != 1)
        minor = 0;
    free(version);
    return minor;
}

/* A virtual environment or an installation: what has lib/python3.N below it. */
static bool open_prefix(Environment *environment, const char *prefix, unsigned minor, bool follows_home)
{
    char *file = source_join(prefix, "pyvenv.cfg"), *settings = read_small(file), *real = realpath(prefix, NULL);
    minor = minor ? minor : settings ? version_of(settings) : 0;
    minor = minor ? minor : newest_version(prefix);
    bool found = real && add_sites(environment, real, minor, real);
    if (found && settings && follows_home)
        add_home(environment, settings, minor);
    else if (found && !settings)
        set_library(environment, real, minor);
    free(real);
    free(settings);
    free(file);
    return found;
}

/* An interpreter: `python` links to another one in virtual environments, which is not where its packages are, and may
 * not be there at all: an environment can be looked at on another machine. */
static bool open_interpreter(Environment *environment, const char *path, bool follows_home)
{
    char *directory = directory_of(path), *prefix = source_join(directory, "..");
    bool found = false;
    if (has_file(prefix, "pyvenv.cfg")) {
        found = open_prefix(environment, prefix, 0, follows_home);
    } else if (follows_home) {
        char *real = realpath(path, NULL), *above = real ? directory_of(real) : NULL;
        char *base = above ? directory_of(above) : NULL;
        found = base && open_prefix(environment, base, minor_version(last_of(real)), true);
        free(base);
        free(above);
        free(real);
    }
    free(prefix);
    free(directory);
    return found;
}

static int is_distribution(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 10 && strcmp(entry->d_name + length - 10, ".dist-info") == 0;
}

/* Whether somebody installs packages into a directory, by its name or by what installers leave there. */
static bool holds_packages(const char *real)
{
    size_t length = strlen(real);
    if (length > 9 && strcmp(real + length - 9, "-packages") == 0)
        return true;
    struct dirent **entries = NULL;
    int count = scandir(real, &entries, is_distribution, NULL);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    return count > 0;
}

/* A directory of packages; the environment around it, if there is one, knows the standard library. */
static bool open_packages(Environment *environment, const char *path, bool follows_home)
{
    char *real = realpath(path, NULL);
    bool found = real && holds_packages(real) && add_site(environment, real, real);
    char *prefix = found ? source_join(real, "../../..") : NULL;
    if (prefix && strcmp(last_of(real), "site-packages") == 0 && (follows_home || !has_file(prefix, "pyvenv.cfg"))) {
        char *library = directory_of(real), *file = source_join(prefix, "pyvenv.cfg"), *settings = read_small(file);
        unsigned minor = minor_version(last_of(library));
        if (settings)
            add_home(environment, settings, minor);
        else if (follows_home)
            set_library(environment, prefix, minor);
        free(settings);
        free(file);
        free(library);
    }
    free(prefix);
    free(real);
    return found;
}

Environment *environment_open(const char *path, bool follows_home, char *reason, size_t reason_size)
{
    Environment *environment = memory_zeroed(1, sizeof *environment);
    struct stat status;
    bool found = false;
    if (lstat(path, &status) != 0)
        snprintf(reason, reason_size, "%s", strerror(errno));
    else if (is_directory(path))
        found = open_prefix(environment, path, 0, follows_home) ||
                (!has_file(path, "pyvenv.cfg") && open_packages(environment, path, follows_home));
    else
        found = open_interpreter(environment, path, follows_home);
    if (found)
        return environment;
    if (lstat(path, &status) == 0)
        snprintf(reason, reason_size, "no directory of packages (lib/python3.*/site-packages) belongs to it");
    environment_close(environment);
    return NULL;
}

void environment_close(Environment *environment)
{
    if (!environment)
        return;
    for (size_t i = 0; i < environment->package_count; i++)
        root_free(&environment->packages[i]);
    root_free(&environment->library);
    free(environment);
}

void environment_note(Environment *environment, Inputs *inputs)
{
    environment->inputs = inputs;
    for (size_t i = 0; i < environment->package_count; i++)
        inputs_add(inputs, environment->packages[i].path);
}

/* --- modules --- */

/* The file of a path below a root, as UTF-8; NULL when there is none, or it is reached through a link that leads out. */
static char *read_file(const Root *root, const char *path, size_t *size, Inputs *inputs)
{
    char reason[200], *joined = source_join(root->path, path), *real = realpath(joined, NULL), *text = NULL;
    int file = real && is_below(real, root->boundary)
                   ? open(real, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW)
                   : -1;
    if (file >= 0)
        text = walk_read_open(file, size, reason, sizeof reason);
    if (text)
        inputs_add(inputs, real);
    free(real);
    free(joined);
    return text ? decode_text(text, size, true, reason, sizeof reason) : NULL;
}

static bool has_directory(const Root *root, const char *path)
{
    char *joined = source_join(root->path, path), *real = realpath(joined, NULL);
    bool found = real && is_below(real, root->boundary) && is_directory(real);
    free(real);
    free(joined);
    return found;
}

/* The module at a path without its ending: a package before a file, a stub before either's source. */
static char *read_module(const Root *root, const char *path, size_t *size, bool *is_package, Inputs *inputs)
{
    static const struct {
        const char *ending;
        bool package;
    } forms[] = {{"/__init__.pyi", true}, {"/__init__.py", true}, {".pyi", false}, {".py", false}};
    char *text = NULL, *file = memory_alloc(strlen(path) + sizeof "/__init__.pyi");
    for (size_t i = 0; !text && root->path && i < sizeof forms / sizeof *forms; i++) {
        stpcpy(stpcpy(file, path), forms[i].ending);
        text = read_file(root, file, size, inputs);
        *is_package = forms[i].package;
    }
    free(file);
    return text;
}

/* The path of a module's name: "a.b" is "a/b", with `suffix` behind its first part. NULL for what no import can say. */
static char *path_of(const char *module, const char *suffix)
{
    size_t length = strlen(module), first = strcspn(module, ".");
    if (!length || length > SOURCE_DEPTH_MAX / 2 || strchr(module, '/') || *module == '.' ||
        module[length - 1] == '.' || strstr(module, ".."))
        return NULL;
    char *path = memory_alloc(length + strlen(suffix) + 1), *rest;
    memcpy(path, module, first);
    rest = stpcpy(path + first, suffix);
    memcpy(rest, module + first, length - first + 1);
    for (; *rest; rest++)
        if (*rest == '.')
            *rest = '/';
    return path;
}

static char *read_packages(const Environment *environment, const char *path, size_t *size, bool *is_package)
{
    char *text = NULL;
    for (size_t i = 0; path && !text && i < environment->package_count; i++)
        text = read_module(&environment->packages[i], path, size, is_package, environment->inputs);
    return text;
}

/* A package without an __init__, which may be spread over several directories. */
static char *read_namespace(const Environment *environment, const char *path, size_t *size, bool *is_package)
{
    for (size_t i = 0; i < environment->package_count; i++)
        if (has_directory(&environment->packages[i], path)) {
            *size = 0;
            *is_package = true;
            return memory_zeroed(1, 1);
        }
    return NULL;
}

char *environment_read(Environment *environment, const char *module, size_t *size, bool *is_package)
{
    char *path = path_of(module, ""), *stubs = path_of(module, "-stubs"), *text = NULL;
    if (path)
        text = read_packages(environment, stubs, size, is_package);
    if (path && !text)
        text = read_module(&environment->library, path, size, is_package, environment->inputs);
    if (path && !text)
        text = read_packages(environment, path, size, is_package);
    if (path && !text)
        text = read_namespace(environment, path, size, is_package);
    free(stubs);
    free(path);
    return text;
}
