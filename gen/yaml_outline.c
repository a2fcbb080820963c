#include "yaml_outline.h"

#include "../extractors/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum {
    DEPTH_MAX = 32,
    KEY_DEPTH = 2 /* keys further in are not kept */
};

typedef struct {
    char *parent, *name; /* parent: NULL in the outermost mapping */
    unsigned line;
} Key;

/* What is open: a mapping alternates between keys and values. */
typedef struct {
    bool mapping, at_key;
} Level;

typedef struct {
    YamlOutline *outline;
    YamlProblem *problem;
    Level levels[DEPTH_MAX];
    size_t depth, documents;
    char *parent; /* the last key of the outermost mapping */
} Reading;

static void key_deinit(void *element)
{
    Key *key = element;
    free(key->parent);
    free(key->name);
}

static const UT_icd key_icd = {sizeof(Key), NULL, NULL, key_deinit};

static bool complain(Reading *reading, yaml_mark_t mark, const char *text)
{
    *reading->problem = (YamlProblem){.line = (unsigned)mark.line + 1, .column = (unsigned)mark.column + 1};
    snprintf(reading->problem->text, sizeof reading->problem->text, "%s", text);
    return false;
}

/* Whether the next node is a key; afterwards, what follows it is its value. */
static bool take_turn(Reading *reading)
{
    if (!reading->depth)
        return false;
    Level *level = &reading->levels[reading->depth - 1];
    bool at_key = level->mapping && level->at_key;
    level->at_key = !level->at_key;
    return at_key;
}

static void add_key(Reading *reading, const yaml_event_t *event)
{
    Key key = {.name = memory_text((const char *)event->data.scalar.value),
               .line = (unsigned)event->start_mark.line + 1};
    if (reading->depth == 1) {
        free(reading->parent);
        reading->parent = memory_text(key.name);
    } else if (reading->parent) {
        key.parent = memory_text(reading->parent);
    }
    utarray_push_back(&reading->outline->keys, &key);
}

static bool open_level(Reading *reading, const yaml_event_t *event, bool mapping)
{
    take_turn(reading);
    if (reading->depth == DEPTH_MAX)
        return complain(reading, event->start_mark, "is nested too deeply");
    reading->levels[reading->depth++] = (Level){.mapping = mapping, .at_key = mapping};
    return true;
}

static bool take_event(Reading *reading, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return ++reading->documents == 1 || complain(reading, event->start_mark, "a second document begins here");
    case YAML_ALIAS_EVENT:
        return complain(reading, event->start_mark, "aliases are not allowed: write out what it stands for");
    case YAML_SCALAR_EVENT:
        if (take_turn(reading) && reading->depth <= KEY_DEPTH)
            add_key(reading, event);
        return true;
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return open_level(reading, event, event->type == YAML_MAPPING_START_EVENT);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        reading->depth--;
        return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return true;
}

static bool refuse(Reading *reading, const char *text, const yaml_parser_t *parser)
{
    if (parser->error == YAML_READER_ERROR) { /* before lines are counted */
        yaml_mark_t mark = {.line = 0};
        for (size_t i = 0; i < parser->problem_offset; i++)
            mark.line += text[i] == '\n';
        return complain(reading, mark, parser->problem);
    }
    return complain(reading, parser->problem_mark, parser->problem ? parser->problem : "is not valid YAML");
}

bool yaml_outline_read(YamlOutline *outline, const char *text, size_t size, YamlProblem *problem)
{
    Reading reading = {.outline = outline, .problem = problem};
    yaml_parser_t parser;
    utarray_init(&outline->keys, &key_icd);
    if (!yaml_parser_initialize(&parser))
        abort();
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    bool good = true, done = false;
    while (good && !done) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            good = refuse(&reading, text, &parser);
            break;
        }
        good = take_event(&reading, &event);
        done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    free(reading.parent);
    return good;
}

void yaml_outline_free(YamlOutline *outline)
{
    utarray_done(&outline->keys);
}

unsigned yaml_outline_line(const YamlOutline *outline, const char *parent, const char *name)
{
    unsigned line = 0;
    for (const Key *key = NULL; (key = (const Key *)utarray_next(&outline->keys, key));)
        if (strcmp(key->name, name) == 0 && !parent == !key->parent && (!parent || strcmp(parent, key->parent) == 0))
            line = key->line;
    return line;
}
