#include "tables.h"

const TSLanguage *tree_sitter_python(void);

#ifdef SEAMAP_GRAMMAR_SOURCE

#include "../memory.h"

#include <pthread.h>
#include <string.h>
#include <tree_sitter/parser.h>

static TSLanguage grammar;

/* Groups of symbols in which a state does the same. */
static void spread(const uint16_t *list, uint16_t *actions)
{
    for (uint16_t groups = *list++; groups; groups--) {
        uint16_t action = *list++, symbols = *list++;
        for (; symbols; symbols--)
            actions[*list++] = action;
    }
}

static void grammar_init(void)
{
    const TSLanguage *compact = tree_sitter_python();
    size_t width = compact->symbol_count;
    uint32_t arrays = compact->large_state_count;
    uint16_t *table = memory_zeroed(compact->state_count * width, sizeof *table); /* for as long as the process lives */
    memcpy(table, compact->parse_table, arrays * width * sizeof *table);
    for (uint32_t state = arrays; state < compact->state_count; state++)
        spread(compact->small_parse_table + compact->small_parse_table_map[state - arrays], table + state * width);
    grammar = *compact;
    grammar.parse_table = table;
    grammar.large_state_count = compact->state_count;
}

const TSLanguage *tables_grammar(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, grammar_init);
    return &grammar;
}

#else

const TSLanguage *tables_grammar(void)
{
    return tree_sitter_python();
}

#endif
