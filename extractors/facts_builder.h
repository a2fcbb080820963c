/*
 * facts_builder.h - how an extractor puts facts together: growing tables, frozen into one image at the end.
 */
#ifndef SEAMAP_FACTS_BUILDER_H
#define SEAMAP_FACTS_BUILDER_H

#include "facts.h"
#include "strings.h"

#include <string.h>
#include <utarray.h>

typedef struct {
#define X(type, member) UT_array *member;
    FACTS_TABLES(X)
#undef X
    Names *interned;
} FactsBuilder;

void facts_builder_init(FactsBuilder *builder);
void facts_builder_deinit(FactsBuilder *builder);
/* Empties the tables for the next file; what they have grown to is kept. */
void facts_builder_clear(FactsBuilder *builder);

/* The image of all that was added; the caller frees it. */
FactsHeader *facts_builder_finish(FactsBuilder *builder, Language language);

/* Appends operands and returns the index of the first. */
uint32_t facts_add_operands(FactsBuilder *builder, const Operand *operands, size_t count);

/* Appends an entry to a table and gives its index. */
static inline uint32_t facts_append(UT_array *table, const void *entry, size_t size)
{
    utarray_reserve(table, 1);
    memcpy(table->d + table->i * size, entry, size);
    return table->i++;
}
#define facts_add(builder, table, entry) facts_append((builder)->table, (entry), sizeof *(entry))

/* The entry of a table; the pointer lives until the next one is added. */
#define facts_at(builder, type, table, index) ((type *)(void *)utarray_eltptr((builder)->table, (index)))

#endif
