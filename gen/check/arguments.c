#include "arguments.h"

#include <string.h>

bool arguments_spread(const Facts *facts, const Value *call)
{
    for (uint32_t i = call->first; i < call->first + call->count; i++)
        if (facts->operands[i].name == NAME_STAR || facts->operands[i].name == NAME_DOUBLESTAR)
            return true;
    return false;
}

uint32_t arguments_find(const Facts *facts, const Value *call, uint32_t position, const char *keyword)
{
    for (uint32_t i = call->first; i < call->first + call->count; i++) {
        const Operand *operand = &facts->operands[i];
        if (operand->name ? keyword && strcmp(facts_name(facts, operand->name), keyword) == 0
                          : i - call->first == position)
            return operand->value;
    }
    return 0;
}

uint32_t arguments_keyword(const Facts *facts, const Value *call, const char *keyword)
{
    return arguments_find(facts, call, UINT32_MAX, keyword);
}
