#include "options_store.h"

#include "../extractors/memory.h"

#include <stdlib.h>

static const UT_icd borrowed_icd = {sizeof(char *), NULL, NULL, NULL};

static void text_deinit(void *element)
{
    free(*(char **)element);
}

static const UT_icd text_icd = {sizeof(char *), NULL, NULL, text_deinit};

struct OptionsStore *options_store_new(void)
{
    struct OptionsStore *store = memory_zeroed(1, sizeof *store);
    utarray_init(&store->texts, &text_icd);
    utarray_init(&store->paths, &borrowed_icd);
    utarray_init(&store->include, &borrowed_icd);
    utarray_init(&store->exclude, &borrowed_icd);
    utarray_init(&store->tests, &borrowed_icd);
    utarray_init(&store->entries, &borrowed_icd);
    utarray_init(&store->inject, &borrowed_icd);
    return store;
}

void options_store_free(struct OptionsStore *store)
{
    utarray_done(&store->texts);
    utarray_done(&store->paths);
    utarray_done(&store->include);
    utarray_done(&store->exclude);
    utarray_done(&store->tests);
    utarray_done(&store->entries);
    utarray_done(&store->inject);
    inputs_free(store->inputs);
    free(store);
}

char *options_keep(Options *options, char *text)
{
    utarray_push_back(&options->store->texts, &text);
    return text;
}

void options_push(UT_array *list, const char *text)
{
    utarray_push_back(list, &text);
}
