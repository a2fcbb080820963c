/*
 * label.c - see label.h. Everything depends on the node alone, so that a change elsewhere in the code changes no label.
 */
#include "label.h"

#include "../../extractors/memory.h"
#include "../../extractors/catalog/catalog.h"
#include "budget.h"
#include <stdlib.h>
#include <string.h>

enum {
    LONG_MODULE = 28
};

/* The part of `text` after its last `count` separators from the end. */
static const char *last_parts(const char *text, size_t length, unsigned count, char separator)
{
    const char *at = text + length;
    while (at > text) {
        if (at[-1] == separator && --count == 0)
            break;
        at--;
    }
    return at;
}

/* The same of a qualified name; what stands between brackets separates nothing. */
static const char *last_names(const char *text, size_t length, unsigned count)
{
    const char *at = text + length;
    for (int depth = 0; at > text; at--) {
        bool separates = at[-1] == '.' || (at[-1] == ':' && at - text > 1 && at[-2] == ':');
        depth += (at[-1] == '>' || at[-1] == ')') - (at[-1] == '<' || at[-1] == '(');
        if (separates && depth <= 0 && --count == 0)
            break;
    }
    return at;
}

/* What is not told by the module: after `module.`, or `path#`. */
static const char *local_name(const GraphNode *node)
{
    size_t module = strlen(node->module);
    bool inside = strncmp(node->id, node->module, module) == 0 && node->id[module] == '.';
    const char *path = strchr(node->id, '#');
    return inside ? node->id + module + 1 : path ? path + 1 : node->id;
}

/* Whether the node's module is the path of a file: it is of C or C++. */
static bool has_path(const GraphNode *node)
{
    return graph_separator(node->module) == '/' && strcmp(node->language, "python") != 0; /* app.c may be a module */
}

/* How much of a node's name is no list of parameters, as overloads in C++ have them. */
static size_t plain_length(const GraphNode *node)
{
    static const char word[] = "operator";
    const size_t length = sizeof word - 1;
    bool is_operator = strncmp(node->name, word, length) == 0;
    const char *at = node->name + (is_operator ? length + (node->name[length] == '(') : 0);
    for (int depth = 0; *at && (*at != '(' || depth > 0); at++) /* Fn<R (A...)> */
        depth += is_operator ? 0 : (*at == '<') - (*at == '>');
    return has_path(node) ? (size_t)(at - node->name) : strlen(node->name);
}

/* The end of the name of what a node lies in, whose own name is behind it. */
static const char *outer_end(const GraphNode *node)
{
    const char *end = node->name - 1;
    return end > node->id && *end == ':' ? end - 1 : end;
}

/* Whether it is the `__main__` of a package, which its label names. */
static bool is_run_by_name(const GraphNode *node)
{
    return strcmp(node->name, "__main__") == 0 && node->name > node->id;
}

static void write_file_name(const GraphNode *node, UT_string *out)
{
    const char *slash = strrchr(node->path, '/');
    const char *file = slash ? slash + 1 : node->path;
    bool package = strcmp(file, "__init__.py") == 0;
    if (is_run_by_name(node))
        utstring_printf(out, "python -m %.*s", (int)(node->name - node->id - 1), node->id);
    else if (!*file || package)
        utstring_printf(out, "%s%s", node->name, package ? "/" : "");
    else
        utstring_printf(out, "%s", file);
}

/* `Class::method`, of C and C++. */
static void write_short_path(const GraphNode *node, UT_string *out)
{
    const char *local = local_name(node), *end = node->name + plain_length(node);
    const char *start = last_names(local, (size_t)(end - local), 2);
    utstring_printf(out, "%.*s", (int)(end - start), start);
}

void label_write_name(const GraphNode *node, UT_string *out)
{
    static const char step[] = "<case ";
    const char *local = local_name(node);
    if (node->kind == NODE_MODULE) {
        write_file_name(node, out);
    } else if (node->kind == NODE_CASE && strncmp(node->name, step, sizeof step - 1) == 0) {
        const char *constant = node->name + sizeof step - 1, *end = constant + strcspn(constant, ">");
        const char *start = last_names(constant, (size_t)(end - constant), 2);
        utstring_printf(out, "%.*s", (int)(end - start), start);
    } else if (node->kind == NODE_LAMBDA && node->name > local) {
        const char *end = outer_end(node), *outer = last_names(local, (size_t)(end - local), 1);
        utstring_printf(out, "lambda in %.*s", (int)(end - outer), outer);
    } else if (has_path(node) && node->name >= local) {
        write_short_path(node, out);
    } else {
        utstring_printf(out, "%s", strchr(local, '(') ? node->name : last_names(local, strlen(local), 2));
    }
}

/* A long name of two parts takes two lines. */
static void write_broken_name(const GraphNode *node, UT_string *out)
{
    enum {
        LONG_NAME = 32
    };
    UT_string name;
    utstring_init(&name);
    label_write_name(node, &name);
    const char *text = utstring_body(&name), *part = last_names(text, strlen(text), 1);
    bool breaks = utstring_len(&name) > LONG_NAME && part > text && node->kind != NODE_LAMBDA;
    utstring_printf(out, "%.*s%s%s", (int)(part - text), text, breaks ? "\n" : "", part);
    utstring_done(&name);
}

void label_write_short_name(const GraphNode *node, UT_string *out)
{
    if (node->kind == NODE_METHOD || node->kind == NODE_FUNCTION)
        utstring_printf(out, "%.*s", (int)plain_length(node), node->name);
    else
        label_write_name(node, out);
}

void label_add_word(UT_string *out, size_t start, const char *word)
{
    utstring_printf(out, "%s%s", utstring_len(out) > start ? " · " : "", word);
}

/* Whether somebody would wonder if it is synchronous. */
static bool is_colour_of_interest(const Mark *mark, const GraphNode *node)
{
    return mark->broken_to || slice_has_role(node, ROLE_FACTORY) || slice_has_role(node, ROLE_AUTHENTICATE) ||
           mark->seams || node->flags & NODE_ENTRY;
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void write_roles(const Slice *slice, const GraphNode *node, UT_string *out, size_t start)
{
    const uint32_t named =
        1u << ROLE_COMMAND | 1u << ROLE_BOOT | 1u << ROLE_SHUTDOWN; /* entry points by another name */
    const Mark *mark = &slice->marks[node->index];
    if (slice_has_role(node, ROLE_COMMAND))
        label_add_word(out, start, "command");
    else if (node->flags & NODE_MAIN)
        label_add_word(out, start, "process start");
    else if (node->kind == NODE_MODULE)
        label_add_word(out, start, "module code");
    if (node->launcher)
        label_add_word(out, start, file_name(node->launcher));
    if (slice_has_role(node, ROLE_BOOT))
        label_add_word(out, start, "start-up");
    if (slice_has_role(node, ROLE_SHUTDOWN))
        label_add_word(out, start, "shutdown");
    if (slice_has_role(node, ROLE_MIDDLEWARE))
        label_add_word(out, start, "middleware");
    else if (slice_has_role(node, ROLE_ENTRY) || (node->flags & NODE_ENTRY && !(node->roles & named)))
        label_add_word(out, start, node->flags & NODE_WEBSOCKET ? "WebSocket entry" : "entry");
    if (slice_has_role(node, ROLE_AUTHENTICATE))
        label_add_word(out, start, "authentication");
    if (slice_has_role(node, ROLE_ACCEPT))
        label_add_word(out, start, "accept");
    if (slice_has_role(node, ROLE_RECEIVE))
        label_add_word(out, start, "receive");
    if (slice_has_role(node, ROLE_SEND))
        label_add_word(out, start, "send");
    if (slice_has_role(node, ROLE_CLOSE))
        label_add_word(out, start, "close");
    if (slice_has_role(node, ROLE_FACTORY) && node->kind != NODE_CLASS)
        label_add_word(out, start, "factory");
    if (mark->product && node->kind == NODE_CLASS)
        label_add_word(out, start, "made by a factory");
    if (node->flags & NODE_LEGACY)
        label_add_word(out, start, "legacy");
}

static const char *colour_of(const Slice *slice, const GraphNode *node)
{
    if (node->flags & NODE_ASYNC)
        return "async";
    bool interests = slice->coloured && node->kind != NODE_CLASS && node->kind != NODE_MODULE &&
                     is_colour_of_interest(&slice->marks[node->index], node);
    return interests ? "sync" : NULL;
}

/* The lines below the name: colour, unless it is NULL, and roles, then `note`. */
static void write_lines(const Slice *slice, const GraphNode *node, const char *colour, const char *note, UT_string *out)
{
    UT_string second;
    utstring_init(&second);
    if (colour)
        label_add_word(&second, 0, colour);
    write_roles(slice, node, &second, 0);
    if (utstring_len(&second))
        utstring_printf(out, "\n%s", utstring_body(&second));
    if (note && *note)
        utstring_printf(out, "\n%s", note);
    utstring_done(&second);
}

void label_write_node(const Slice *slice, const GraphNode *node, const char *note, UT_string *out)
{
    write_broken_name(node, out);
    write_lines(slice, node, colour_of(slice, node), note, out);
}

void label_write_coloured(const Slice *slice, const GraphNode *node, UT_string *out)
{
    write_broken_name(node, out);
    write_lines(slice, node, NULL, NULL, out);
}

/* The function around a case of a switch. */
static bool write_switching(const GraphNode *node, UT_string *out)
{
    const char *local = local_name(node);
    if (node->kind != NODE_CASE || node->name <= local)
        return false;
    if (node->in && node->in->key.from->kind == NODE_LAMBDA) {
        utstring_printf(out, "\n");
        label_write_name(node->in->key.from, out);
        return true;
    }
    const char *end = outer_end(node), *start = last_names(local, (size_t)(end - local), 1);
    utstring_printf(out, "\n%.*s", (int)(end - start), start);
    return true;
}

void label_write_member(const Slice *slice, const GraphNode *node, const char *note, bool of_class, UT_string *out)
{
    if (of_class)
        label_write_short_name(node, out);
    else
        write_broken_name(node, out);
    write_lines(slice, node, colour_of(slice, node), note, out);
    write_switching(node, out);
}

/* Where a module lies, whose name is that of its file: a tree has many a main.py. */
static void write_folder(const char *path, UT_string *out)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return;
    char *folder = memory_text_part(path, (size_t)(slash - path));
    utstring_printf(out, "\n");
    label_write_module(folder, out);
    free(folder);
}

void label_write_place(const Slice *slice, const GraphNode *node, UT_string *out)
{
    if (node->kind == NODE_EXTERNAL || budget_is_tight(slice->options))
        return;
    if (node->kind == NODE_MODULE) {
        if (!is_run_by_name(node))
            write_folder(node->path, out);
        return;
    }
    utstring_printf(out, write_switching(node, out) ? " · " : "\n");
    /* a method of C++ lies in its class, and may be defined in another file */
    label_write_module(has_path(node) && *node->path ? node->path : node->module, out);
}

void label_write_leaf(const Leaf *leaf, UT_string *out)
{
    const GraphNode *node = leaf->edge->key.to;
    switch ((Role)leaf->role) {
    case ROLE_ACCEPT:
        utstring_printf(out, slice_is_client(node) ? "connect" : "accept");
        return;
    case ROLE_RECEIVE:
        utstring_printf(out, leaf->in_loop ? "receive loop" : "receive");
        return;
    case ROLE_SEND:
        utstring_printf(out, leaf->in_loop ? "send in loop" : "send");
        return;
    case ROLE_CLOSE:
        utstring_printf(out, "close");
        return;
    case ROLE_NONE:
    case ROLE_ENTRY:
    case ROLE_BOOT:
    case ROLE_SHUTDOWN:
    case ROLE_AUTHENTICATE:
    case ROLE_FACTORY:
    case ROLE_SPAWN:
    case ROLE_TO_THREAD:
    case ROLE_FROM_THREAD:
    case ROLE_RUN:
    case ROLE_CALLBACK:
    case ROLE_DEPENDS:
    case ROLE_AWAITS:
    case ROLE_MIDDLEWARE:
    case ROLE_MOUNT:
    case ROLE_BLOCKING:
    case ROLE_COMMAND:
    case ROLE_COUNT:
        break;
    }
    utstring_printf(out, "%s", last_names(node->id, strlen(node->id), 2));
}

/* The end of a long name, without a mark of what is missing: lines would be broken at it. */
void label_write_module(const char *module, UT_string *out)
{
    size_t length = strlen(module);
    const char *end = length > LONG_MODULE ? last_parts(module, length, 2, graph_separator(module)) : module;
    utstring_printf(out, "%s", end);
}

void label_write_scope(const char *scope, bool rest, UT_string *out)
{
    if (rest)
        utstring_printf(out, *scope ? "elsewhere in " : "elsewhere");
    label_write_module(scope, out);
}

const char *const label_of_doubt = "perhaps";

const char *label_of_broken(const GraphNode *to)
{
    return to->flags & NODE_ASYNC ? "✗ await on a generator" : "✗ await on sync";
}

const char *label_of_edge(EdgeKind kind)
{
    switch (kind) {
    case EDGE_SPAWN:
        return "spawns";
    case EDGE_TO_THREAD:
        return "in a thread";
    case EDGE_FROM_THREAD:
        return "back to the loop";
    case EDGE_RUN:
        return "runs in a loop";
    case EDGE_CALLBACK:
        return "callback";
    case EDGE_DEPENDS:
        return "injected";
    case EDGE_CREATES:
        return "makes";
    case EDGE_RETURNS:
        return "returns";
    case EDGE_CALL:
    case EDGE_AWAIT:
    case EDGE_INHERITS:
    case EDGE_OVERRIDES:
    case EDGE_IMPORTS:
    case EDGE_DECORATES:
    case EDGE_KIND_COUNT:
        break;
    }
    return NULL;
}

void label_write_count(size_t count, const char *one, const char *many, UT_string *out)
{
    utstring_printf(out, "%zu %s", count, count == 1 ? one : many);
}
