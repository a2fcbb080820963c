#include "launch.h"

#include "strings.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <string.h>

const UT_icd launch_icd = {sizeof(Launch), NULL, NULL, NULL};

enum {
    MOST_BYTES = 1 << 20, /* longer files are written by no hand */
    MOST_LAUNCHES = 64,
    MOST_MARKS = 3
};

/* Which lines of a kind of file are commands. */
typedef struct {
    const char *glob;
    const char *words[MOST_MARKS]; /* a command follows one of these at the start of a line; none: each line is one */
    const char *sections;          /* or stands in a section `[…]` whose name holds this */
    bool indented;                 /* lines that are indented deeper go on with the command */
    bool objects;                  /* only MODULE:ATTRIBUTE counts */
} Form;

static const Form forms[] = {
    {.glob = "Dockerfile*", .words = {"CMD", "ENTRYPOINT"}},
    {.glob = "*.Dockerfile", .words = {"CMD", "ENTRYPOINT"}},
    {.glob = "Containerfile", .words = {"CMD", "ENTRYPOINT"}},
    {.glob = "*.service", .words = {"ExecStart"}},
    {.glob = "supervisord.conf", .words = {"command"}},
    {.glob = "uwsgi.ini", .words = {"module", "wsgi-file", "wsgi"}},
    {.glob = "*.y*ml", .words = {"command", "entrypoint"}, .indented = true},
    {.glob = "pyproject.toml", .sections = "scripts", .objects = true},
    {.glob = "Pipfile", .sections = "scripts"},
    {.glob = "setup.cfg", .words = {"console_scripts", "gui_scripts"}, .indented = true, .objects = true},
    {.glob = "setup.py", .objects = true},
    {.glob = "Procfile"},
    {.glob = "*.sh"},
};

typedef struct {
    const Form *form;
    UT_array *out;
    bool in_section;
    bool in_command;    /* the line goes on with one */
    size_t indentation; /* of the line where it began */
    /* Of the command that is read: */
    bool python, module, run; /* it is Python's; the word before was `-m`, or one that runs a file */
    bool first;               /* no word yet */
} Reader;

static const Form *find_form(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (fnmatch(forms[i].glob, name, 0) == 0)
            return &forms[i];
    return NULL;
}

static bool is_name_letter(char letter)
{
    return isalnum((unsigned char)letter) || letter == '_';
}

/* How long the dotted name at the start of a text is, or 0. */
static size_t dotted_length(const char *text)
{
    size_t length = 0;
    while ((is_name_letter(text[length]) && (length || !isdigit((unsigned char)*text))) ||
           (text[length] == '.' && length && text[length - 1] != '.'))
        length++;
    return length && text[length - 1] == '.' ? 0 : length;
}

static void add_launch(Reader *reader, LaunchKind kind, const char *target, size_t length, const char *attribute)
{
    Launch launch = {.kind = kind};
    if (utarray_len(reader->out) >= MOST_LAUNCHES)
        return;
    memcpy(launch.target, target, length);
    memcpy(launch.attribute, attribute, strcspn(attribute, "("));
    utarray_push_back(reader->out, &launch);
}

/* `app.main:create_app`, also with what the server is to call it with behind it. */
static bool add_object(Reader *reader, const char *word)
{
    size_t module = dotted_length(word);
    if (!module || word[module] != ':')
        return false;
    const char *attribute = word + module + 1;
    size_t length = dotted_length(attribute);
    if (!length || (attribute[length] && attribute[length] != '('))
        return false;
    add_launch(reader, LAUNCH_OBJECT, word, module, attribute);
    return true;
}

static bool is_python(const char *word)
{
    const char *slash = strrchr(word, '/'), *name = slash ? slash + 1 : word;
    return strncmp(name, "python", 6) == 0 && !text_ends_in(name, ".py");
}

static void begin_command(Reader *reader)
{
    reader->python = reader->module = reader->run = false;
    reader->first = true;
}

static void read_word(Reader *reader, const char *word)
{
    bool objects = reader->form->objects, option = *word == '-';
    if (strcmp(word, "-") == 0 || add_object(reader, word) || objects) /* an item of a list in YAML */
        return;
    if (reader->module && dotted_length(word) == strlen(word))
        add_launch(reader, LAUNCH_MODULE, word, strlen(word), "");
    else if ((reader->python || reader->run || reader->first) && text_ends_in(word, ".py"))
        add_launch(reader, LAUNCH_FILE, word, strlen(word), "");
    reader->module = reader->python && strcmp(word, "-m") == 0;
    if (!option) /* what follows the program, or what it runs, is its argument */
        reader->python = is_python(word);
    reader->run = option ? reader->run : strcmp(word, "run") == 0 || strcmp(word, "dev") == 0;
    reader->first = false;
}

/* Words end where a shell, a list in JSON or YAML, or an assignment ends them. */
static void read_words(Reader *reader, const char *line, size_t length)
{
    static const char ends[] = " \t,;&|=\"'[]{}`<>$";
    for (size_t at = 0; at < length;) {
        size_t word = at;
        while (word < length && !strchr(ends, line[word]))
            word++;
        if (word > at && word - at < LAUNCH_WORD) {
            char copy[LAUNCH_WORD] = {0};
            memcpy(copy, line + at, word - at);
            if (*copy == '#')
                return;
            read_word(reader, copy);
        }
        if (word < length && strchr(";&|", line[word]))
            begin_command(reader);
        at = word + 1;
    }
}

/* Where the command begins that a word at the start of the line announces; 0: none does. */
static size_t mark_length(const Form *form, const char *line, size_t length)
{
    for (int i = 0; i < MOST_MARKS && form->words[i]; i++) {
        size_t mark = strlen(form->words[i]);
        if (length > mark && strncmp(line, form->words[i], mark) == 0 && strchr(" \t=:[", line[mark]))
            return mark;
    }
    return 0;
}

/* Whether a line that goes on with nothing is a command; it starts at `start`. */
static bool begins_command(Reader *reader, const char *line, size_t length, size_t *start)
{
    const Form *form = reader->form;
    *start = 0;
    if (form->sections && *line == '[')
        reader->in_section = memmem(line, length, form->sections, strlen(form->sections)) != NULL;
    if (form->sections)
        return reader->in_section && *line != '[';
    *start = mark_length(form, line, length);
    return *start || !form->words[0];
}

static void read_line(Reader *reader, const char *line, size_t length)
{
    size_t blank = 0, start = 0;
    while (blank < length && isblank((unsigned char)line[blank]))
        blank++;
    line += blank;
    length -= blank;
    if (!length || *line == '#')
        return;
    bool indented = reader->form->indented;
    if (!reader->in_command || (indented && blank <= reader->indentation)) {
        reader->in_command = begins_command(reader, line, length, &start);
        reader->indentation = blank;
        begin_command(reader);
    }
    if (reader->in_command)
        read_words(reader, line + start, length - start);
    reader->in_command = reader->in_command && (indented || line[length - 1] == '\\');
}

void launch_read(const char *path, const char *text, size_t size, UT_array *out)
{
    Reader reader = {.form = find_form(path), .out = out};
    if (!reader.form || size > MOST_BYTES)
        return;
    for (size_t at = 0; at < size;) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t length = end ? (size_t)(end - text) - at : size - at;
        read_line(&reader, text + at, length - (length && text[at + length - 1] == '\r'));
        at += length + 1;
    }
}
