#include "facts.h"

#include "facts_builder.h"
#include "memory.h"
#include "strings.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAGIC = 0x4d414553
}; /* "SEAM" */

static size_t aligned(size_t size)
{
    return (size + 7) & ~(size_t)7;
}

bool facts_open(Facts *facts, const void *image, size_t size)
{
    const FactsHeader *header = image;
    if (size < sizeof *header || header->magic != MAGIC || header->version != FACTS_VERSION || header->size != size)
        return false;
    const char *place = (const char *)image;
    size_t at = aligned(sizeof *header);
    facts->header = header;
#define X(type, member)                                                                                                \
    facts->member = (const type *)(const void *)(place + at);                                                          \
    facts->member##_count = header->member##_count;                                                                    \
    at += aligned(header->member##_count * sizeof(type));                                                              \
    if (at > size)                                                                                                     \
        return false;
    FACTS_TABLES(X)
#undef X
    return at == size && facts->names_count > 1 && facts->text_count && !facts->text[facts->text_count - 1];
}

#define X(type, member) static const UT_icd member##_icd = {sizeof(type), NULL, NULL, NULL};
FACTS_TABLES(X)
#undef X

/* Every table starts with an entry that means "none", so that index 0 can say so. */
static void add_sentinels(FactsBuilder *builder)
{
    Def def = {0};
    utarray_push_back(builder->defs, &def);
    Param param = {0};
    utarray_push_back(builder->params, &param);
    Binding binding = {0};
    utarray_push_back(builder->bindings, &binding);
    Operand operand = {0};
    utarray_push_back(builder->operands, &operand);
    Value value = {0};
    utarray_push_back(builder->values, &value);
    Effect effect = {0};
    utarray_push_back(builder->effects, &effect);
    Import import = {0};
    utarray_push_back(builder->imports, &import);
    Handler handler = {0};
    utarray_push_back(builder->handlers, &handler);
    Symbol symbol = {0};
    utarray_push_back(builder->symbols, &symbol);
    Case switch_case = {0};
    utarray_push_back(builder->cases, &switch_case);
    Part part = {0};
    utarray_push_back(builder->parts, &part);
    Problem problem = {0};
    utarray_push_back(builder->problems, &problem);
}

void facts_builder_init(FactsBuilder *builder)
{
#define X(type, member) utarray_new(builder->member, &member##_icd);
    FACTS_TABLES(X)
#undef X
    builder->interned = names_new();
    facts_builder_clear(builder);
}

void facts_builder_deinit(FactsBuilder *builder)
{
#define X(type, member) utarray_free(builder->member);
    FACTS_TABLES(X)
#undef X
    names_free(builder->interned);
}

void facts_builder_clear(FactsBuilder *builder)
{
#define X(type, member) utarray_clear(builder->member);
    FACTS_TABLES(X)
#undef X
    names_clear(builder->interned);
    names_intern(builder->interned, "*", 1);
    names_intern(builder->interned, "**", 2);
    add_sentinels(builder);
}

/* Lays the interned names out as the tables `names` and `text`. */
static void write_names(FactsBuilder *builder)
{
    uint32_t count = names_count(builder->interned), offset = 0;
    for (uint32_t name = 0; name < count; name++) {
        utarray_push_back(builder->names, &offset);
        offset += (uint32_t)names_length(builder->interned, name) + 1;
    }
    utarray_push_back(builder->names, &offset);
    utarray_resize(builder->text, offset);
    char *text = (char *)utarray_front(builder->text);
    for (uint32_t name = 0; name < count; name++) {
        size_t length = names_length(builder->interned, name) + 1;
        memcpy(text, names_text(builder->interned, name), length);
        text += length;
    }
}

/* Copies a table to image + *at, moves *at behind it, and gives the number of entries. */
static uint32_t put_table(char *image, size_t *at, const UT_array *table)
{
    size_t bytes = table->i * table->icd.sz;
    if (bytes)
        memcpy(image + *at, table->d, bytes);
    memset(image + *at + bytes, 0, aligned(bytes) - bytes);
    *at += aligned(bytes);
    return table->i;
}

FactsHeader *facts_builder_finish(FactsBuilder *builder, Language language)
{
    write_names(builder);
    size_t size = aligned(sizeof(FactsHeader));
#define X(type, member) size += aligned(utarray_len(builder->member) * sizeof(type));
    FACTS_TABLES(X)
#undef X
    char *image = memory_alloc(size);
    memset(image, 0, aligned(sizeof(FactsHeader)));
    FactsHeader *header = (FactsHeader *)(void *)image;
    *header = (FactsHeader){.magic = MAGIC, .version = FACTS_VERSION, .language = language, .size = (uint32_t)size};
    size_t at = aligned(sizeof *header);
#define X(type, member) header->member##_count = put_table(image, &at, builder->member);
    FACTS_TABLES(X)
#undef X
    return header;
}

uint32_t facts_add_operands(FactsBuilder *builder, const Operand *operands, size_t count)
{
    uint32_t first = utarray_len(builder->operands);
    utarray_reserve(builder->operands, count);
    if (count)
        memcpy(builder->operands->d + first * sizeof *operands, operands, count * sizeof *operands);
    builder->operands->i += (unsigned)count;
    return first;
}
