/*
 * extractor.h - the table of extractors: one a language.
 */
#ifndef SEAMAP_EXTRACTOR_H
#define SEAMAP_EXTRACTOR_H

#include "facts.h"

/* What a thread keeps from file to file (a parser, buffers), so that extraction allocates little. */
typedef struct ExtractorState ExtractorState;

typedef struct {
    const char *name;            /* as graph.json calls the language */
    const char *const *suffixes; /* file endings, NULL-terminated */
    bool by_unit;                /* a file says nothing by itself: workers read it (clang/wire.h); no functions below */
    ExtractorState *(*open)(void); /* one a thread; never NULL */
    void (*close)(ExtractorState *state);
    /*
     * Turns `size` bytes of UTF-8 into an image of facts, which the caller frees. Never fails: what cannot be read
     * is a Problem among the facts.
     */
    FactsHeader *(*extract)(ExtractorState *state, const char *bytes, size_t size);
    /* The same of code that others wrote, which is only called: of the bodies of its functions nothing is said but what
     * constructors keep in their instances, and who yields. */
    FactsHeader *(*extract_interface)(ExtractorState *state, const char *bytes, size_t size);
} Extractor;

extern const Extractor *const extractors[LANGUAGE_COUNT];

/* The language of a file by its ending, or LANGUAGE_COUNT. */
Language extractor_language_of(const char *path);

#endif
