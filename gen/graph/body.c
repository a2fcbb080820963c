/*
 * body.c - see body.h. A fingerprint is 8 bits for the number of steps, 16 for the sum of their hashes, by which equal
 * bodies are told from similar ones, and 40 for the similarity hash: each step votes by its own hash on each of the bits.
 */
#include "body.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum {
    BITS = 40,
    LANES = 8, /* of a word: a byte each */
    WORDS = BITS / LANES,
    SUM_BITS = 16,
    STEPS_MAX = UINT8_MAX
};

typedef struct {
    uint64_t words[WORDS]; /* of the last steps, no more than a lane can count: how many have voted for each bit */
    uint32_t votes[BITS];  /* of those before */
    uint32_t steps;
    uint64_t sum;
} Count;

/* What of a step is hashed; no padding. */
typedef struct {
    uint32_t table, kind, detail, operands;
    uint64_t name, base_name;
    uint64_t base_kind;
} Step;

/* The bits of a byte, each in a lane of its own. */
static uint64_t spread(uint8_t byte)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), diagonal = UINT64_C(0x8040201008040201);
    uint64_t found = byte * ones & diagonal; /* bit i in lane i, at place i */
    return (found + 0x7f * ones) >> 7 & ones;
}

static void empty_lanes(Count *count)
{
    for (unsigned bit = 0; bit < BITS; bit++)
        count->votes[bit] += (uint8_t)(count->words[bit / LANES] >> bit % LANES * 8);
    memset(count->words, 0, sizeof count->words);
}

static void vote(Count *count, const Step *step)
{
    uint64_t hash = XXH3_64bits(step, sizeof *step);
    for (unsigned word = 0; word < WORDS; word++)
        count->words[word] += spread((uint8_t)(hash >> word * LANES));
    count->sum += hash;
    if (++count->steps % UINT8_MAX == 0)
        empty_lanes(count);
}

static uint64_t hash_name(const Facts *facts, uint32_t name)
{
    return XXH3_64bits(facts_name(facts, name), facts->names[name + 1] - facts->names[name] - 1);
}

/* The name that a value has for everybody: those of parameters and of what is local may change without a difference. */
static uint64_t public_name(const Facts *facts, const Value *value)
{
    switch (value->kind) {
    case VALUE_ATTRIBUTE:
    case VALUE_CONSTANT:
    case VALUE_GLOBAL:
        return hash_name(facts, value->name);
    case VALUE_IMPORT:
        return hash_name(facts, facts->imports[value->base].name);
    default:
        return 0;
    }
}

/* Whether `base` of a value is the number of a value. */
static bool has_base_value(const Value *value)
{
    return value->kind == VALUE_ATTRIBUTE || value->kind == VALUE_CALL || value->kind == VALUE_AWAIT;
}

static void vote_value(const Facts *facts, const Value *value, Count *count)
{
    const Value *base = has_base_value(value) ? &facts->values[value->base] : &facts->values[0];
    Step step = {.table = 1,
                 .kind = value->kind,
                 .detail = value->kind == VALUE_OPERATOR || value->kind == VALUE_CONTAINER ? value->detail : 0,
                 .operands = value->kind == VALUE_CALL ? value->count : 0,
                 .name = public_name(facts, value),
                 .base_name = public_name(facts, base),
                 .base_kind = base->kind};
    vote(count, &step);
}

static void vote_effect(const Facts *facts, const Effect *effect, Count *count)
{
    bool named = effect->kind == EFFECT_SET_ATTRIBUTE || effect->kind == EFFECT_DELETE_ATTRIBUTE;
    Step step = {.table = 2,
                 .kind = effect->kind,
                 .name = named ? hash_name(facts, effect->name) : 0,
                 .base_kind = effect->value ? facts->values[effect->value].kind : 0};
    vote(count, &step);
}

/* What a module or a class binds is what it does; of functions, the parameters say something. */
static void vote_definition(const Facts *facts, const Def *def, Count *count)
{
    for (uint32_t i = 0; i < def->binding_count; i++) {
        Step step = {.table = 3, .name = hash_name(facts, facts->bindings[def->first_binding + i].name)};
        vote(count, &step);
    }
    for (uint32_t i = 0; i < def->param_count; i++) {
        Step step = {.table = 4, .kind = facts->params[def->first_param + i].kind, .detail = i};
        vote(count, &step);
    }
}

static uint64_t fingerprint(Count *count)
{
    uint64_t print = 0;
    empty_lanes(count);
    for (unsigned bit = 0; bit < BITS; bit++)
        print |= (uint64_t)(2 * (uint64_t)count->votes[bit] > count->steps) << bit;
    uint64_t steps = count->steps < STEPS_MAX ? count->steps : STEPS_MAX, sum = count->sum & ((1u << SUM_BITS) - 1);
    return steps << (SUM_BITS + BITS) | sum << BITS | print;
}

void body_find_all(const Facts *facts, uint64_t *out)
{
    Count *counts = memory_zeroed(facts->defs_count, sizeof *counts);
    /* A constant stands in the first function that names it, for the whole file. */
    for (uint32_t i = 1; i < facts->values_count; i++)
        if (facts->values[i].scope && facts->values[i].kind != VALUE_CONSTANT)
            vote_value(facts, &facts->values[i], &counts[facts->values[i].scope]);
    for (uint32_t i = 1; i < facts->effects_count; i++)
        if (facts->effects[i].scope)
            vote_effect(facts, &facts->effects[i], &counts[facts->effects[i].scope]);
    for (uint32_t i = 1; i < facts->defs_count; i++) {
        vote_definition(facts, &facts->defs[i], &counts[i]);
        out[i] = fingerprint(&counts[i]);
    }
    free(counts);
}

unsigned body_steps(uint64_t body)
{
    return (unsigned)(body >> (SUM_BITS + BITS));
}

double body_compare(uint64_t left, uint64_t right)
{
    const uint64_t mask = ((uint64_t)1 << BITS) - 1;
    int distance = __builtin_popcountll((left ^ right) & mask);
    return distance >= BITS / 2 ? 0 : 1 - distance / (BITS / 2.0);
}
