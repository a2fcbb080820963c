/*
 * catalog_yaml.h - a catalog as it stands in YAML, its shape checked by libcyaml. Private to the loader.
 */
#ifndef SEAMAP_CATALOG_YAML_H
#define SEAMAP_CATALOG_YAML_H

#include "catalog.h"

enum {
    ROLE_EXPLICIT_NONE = ROLE_COUNT /* `role: none`, as against no role given */
};

/* What a decorator or wrapper gives in place of its callee. */
typedef enum {
    RESULT_UNSAID,
    RESULT_SAME,
    RESULT_AWAITABLE,
    RESULT_CONTEXT,
    RESULT_PAIR,
    RESULT_EACH,
    RESULT_SETS,
    RESULT_AWAITED,
    RESULT_COROUTINE,
    RESULT_MADE,
    RESULT_MEMORY,
    RESULT_PASSED,
    RESULT_CLASS,
    RESULT_ENDS,
    RESULT_FAILURE,
    RESULT_PUTS_PATH,
    RESULT_PUTS_ATTRIBUTE,
    RESULT_PUTS_EITHER,
    RESULT_RETURNED
} Result;

/* A function, a method, a call of a class, or a hook. */
typedef struct {
    char *name;
    char **names;
    unsigned names_count;
    unsigned role;
    CalleeForm callee;
    uint8_t *argument, *items;
    char *keyword;
    bool websocket;
    bool *awaitable;
    bool thread, loop;
    Result result;
    CatalogTest tests;
    char *passes, *told;
    char *returns;
} DocCall;

typedef struct {
    char *name, *type;
} DocAttribute;

typedef struct {
    char *name;
    char **bases;
    unsigned bases_count;
    bool *awaitable;
    bool is_double;
    CatalogTest tests;
    char *returns;
    DocCall *call;
    unsigned call_count;
    DocAttribute *attributes;
    unsigned attributes_count;
    DocCall *methods;
    unsigned methods_count;
    DocCall *hooks;
    unsigned hooks_count;
} DocClass;

typedef struct {
    char *name, *target;
} DocAlias;

typedef struct {
    char *pattern;
    unsigned role;
    bool legacy;
    char *not_in;
} DocPattern;

/* Whose names a file has. */
typedef enum {
    DOC_PYTHON,
    DOC_C /* and C++ */
} DocLanguage;

/* A whole file. */
typedef struct {
    char *framework;
    unsigned language; /* DocLanguage */
    DocClass *classes;
    unsigned classes_count;
    DocCall *functions;
    unsigned functions_count;
    DocCall *cases;
    unsigned cases_count;
    DocAlias *aliases;
    unsigned aliases_count;
    DocPattern *patterns;
    unsigned patterns_count;
} Document;

/* Where to say what is wrong. */
typedef struct {
    const char *text; /* the YAML */
    char *error;
    size_t size;
} Message;

/*
 * Always false, for the caller to return. Puts the line in front where `near` is found in the text: a name or another
 * value, or NULL.
 */
bool document_complain(const Message *message, const char *near, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Parses YAML into `out`, NULL for an empty text. Returns false after a message. */
bool document_load(const char *yaml, size_t length, const Message *message, Document **out);
void document_free(Document *document);

/* "argument", "decorated", … */
const char *callee_name(CalleeForm callee);

#endif
