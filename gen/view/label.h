/*
 * label.h - short texts for people: names, second lines, groups.
 */
#ifndef SEAMAP_LABEL_H
#define SEAMAP_LABEL_H

#include "slice.h"
#include <utstring.h>

/* "Manager.connect", "main.py", "lambda in f". Appended to `out`, as below. */
void label_write_name(const GraphNode *node, UT_string *out);

/* "connect", "lambda in f": where there is little room. */
void label_write_short_name(const GraphNode *node, UT_string *out);

/* Name, on a second line what matters about the node: "async · factory", on a third one `note`, unless it is empty. */
void label_write_node(const Slice *slice, const GraphNode *node, const char *note, UT_string *out);

/* The same where its place in the picture tells whether it is asynchronous. */
void label_write_coloured(const Slice *slice, const GraphNode *node, UT_string *out);

/* The same of a function in the box of its module or, `of_class`, of its class: what the box tells is left out. */
void label_write_member(const Slice *slice, const GraphNode *node, const char *note, bool of_class, UT_string *out);

/* The line that says where a function lives: its module; of a module, which is named by its file: the folder. Where every
 * letter counts there is none. */
void label_write_place(const Slice *slice, const GraphNode *node, UT_string *out);

/* "accept", "receive loop", "jwt.decode". */
void label_write_leaf(const Leaf *leaf, UT_string *out);

/* A dotted name; of a long one, the end: "managers.unified". */
void label_write_module(const char *module, UT_string *out);

/* The scope of a piece of many: "app.services", or "elsewhere in app". */
void label_write_scope(const char *scope, bool rest, UT_string *out);

/* What stands on the arrow of that kind of edge: "spawns"; NULL: nothing, the line says it. */
const char *label_of_edge(EdgeKind kind);
/* The same for an await that cannot work. */
const char *label_of_broken(const GraphNode *to);

/* What stands on an arrow that is one of several, of which it is not known which are taken: "perhaps". */
extern const char *const label_of_doubt;

/* "1 call", "3 calls". */
void label_write_count(size_t count, const char *one, const char *many, UT_string *out);

/* Adds `word` after " · ", or alone when nothing stands there since `start`. */
void label_add_word(UT_string *out, size_t start, const char *word);

#endif
