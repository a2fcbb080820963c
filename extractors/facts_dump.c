#include "facts_dump.h"

static const char *const def_kinds[DEF_KIND_COUNT] = {
    [DEF_NONE] = "none",         [DEF_MODULE] = "module", [DEF_CLASS] = "class",
    [DEF_FUNCTION] = "function", [DEF_LAMBDA] = "lambda",
};

static const char *const value_kinds[VALUE_KIND_COUNT] = {
    [VALUE_NONE] = "none",
    [VALUE_UNKNOWN] = "unknown",
    [VALUE_CONSTANT] = "constant",
    [VALUE_PARAM] = "param",
    [VALUE_DEFINITION] = "definition",
    [VALUE_DECORATED] = "decorated",
    [VALUE_IMPORT] = "import",
    [VALUE_GLOBAL] = "global",
    [VALUE_CELL] = "cell",
    [VALUE_PHI] = "phi",
    [VALUE_ATTRIBUTE] = "attribute",
    [VALUE_CALL] = "call",
    [VALUE_AWAIT] = "await",
    [VALUE_SUBSCRIPT] = "subscript",
    [VALUE_OPERATOR] = "operator",
    [VALUE_CONTAINER] = "container",
    [VALUE_COMPREHENSION] = "comprehension",
    [VALUE_ELEMENT] = "element",
    [VALUE_ENTER] = "enter",
    [VALUE_UNPACK] = "unpack",
    [VALUE_REST] = "rest",
    [VALUE_YIELD] = "yield",
    [VALUE_EXCEPTION] = "exception",
    [VALUE_INSTANCE] = "instance",
    [VALUE_STORE] = "store",
    [VALUE_NARROWED] = "narrowed",
    [VALUE_SYMBOL] = "symbol",
    [VALUE_VARIABLE] = "variable",
    [VALUE_CAST] = "cast",
    [VALUE_CREATE] = "create",
};

static const char *const effect_kinds[EFFECT_KIND_COUNT] = {
    [EFFECT_NONE] = "none",
    [EFFECT_BIND_CELL] = "bind-cell",
    [EFFECT_BIND_GLOBAL] = "bind-global",
    [EFFECT_SET_ATTRIBUTE] = "set-attribute",
    [EFFECT_SET_ITEM] = "set-item",
    [EFFECT_RETURN] = "return",
    [EFFECT_YIELD] = "yield",
    [EFFECT_RAISE] = "raise",
    [EFFECT_DELETE_ATTRIBUTE] = "delete-attribute",
    [EFFECT_DELETE_ITEM] = "delete-item",
    [EFFECT_BIND_SYMBOL] = "bind-symbol",
    [EFFECT_BIND_VALUE] = "bind-value",
    [EFFECT_NAME] = "name",
};

static const char *const flag_names[] = {"loop",     "branch",    "handler", "finally",
                                         "shutdown", "discarded", "guarded", "inplace"};

static void dump_flags(unsigned flags, FILE *out)
{
    for (size_t bit = 0; bit < sizeof flag_names / sizeof *flag_names; bit++)
        if (flags & 1u << bit)
            fprintf(out, " +%s", flag_names[bit]);
}

static void dump_name(const Facts *facts, const char *what, uint32_t name, FILE *out)
{
    if (name)
        fprintf(out, " %s %s", what, facts_name(facts, name));
}

static void dump_operands(const Facts *facts, const char *what, uint32_t first, uint32_t count, FILE *out)
{
    if (!count)
        return;
    fprintf(out, " %s(", what);
    for (uint32_t i = first; i < first + count; i++) {
        const Operand *operand = &facts->operands[i];
        fprintf(out, "%s%s%s%%%u", i > first ? ", " : "", facts_name(facts, operand->name), operand->name ? "=" : "",
                operand->value);
    }
    fputc(')', out);
}

static void dump_def(const Facts *facts, uint32_t index, FILE *out)
{
    const Def *def = &facts->defs[index];
    fprintf(out, "def %u %s", index, def_kinds[def->kind]);
    dump_name(facts, "name", def->name, out);
    fprintf(out, " in %u at %u:%u-%u flags %x", def->parent, def->line, def->column, def->end_line, def->flags);
    dump_operands(facts, "bases", def->first_base, def->base_count, out);
    dump_operands(facts, "decorators", def->first_decorator, def->decorator_count, out);
    if (def->returns)
        fprintf(out, " -> %%%u", def->returns);
    if (def->symbol)
        fprintf(out, " symbol %u", def->symbol);
    dump_name(facts, "file", def->file, out);
    dump_operands(facts, "overrides", def->first_override, def->override_count, out);
    if (def->legacy_line)
        fprintf(out, " legacy at %u", def->legacy_line);
    fputc('\n', out);
    for (uint32_t i = def->first_param; i < def->first_param + def->param_count; i++) {
        const Param *param = &facts->params[i];
        fprintf(out, "  param %s kind %u = %%%u annotation %%%u default %%%u\n", facts_name(facts, param->name),
                param->kind, param->value, param->annotation, param->fallback);
    }
    for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++)
        fprintf(out, "  binds %s = %%%u\n", facts_name(facts, facts->bindings[i].name), facts->bindings[i].value);
}

static void dump_value(const Facts *facts, uint32_t index, FILE *out)
{
    const Value *value = &facts->values[index];
    fprintf(out, "%%%u %s", index, value_kinds[value->kind]);
    if (value->detail)
        fprintf(out, ".%u", value->detail);
    if (value->behind)
        fprintf(out, " behind %u", value->behind);
    dump_name(facts, "", value->name, out);
    if (value->base)
        fprintf(out, " of %s%u",
                value->kind == VALUE_PARAM || value->kind == VALUE_DEFINITION || value->kind == VALUE_IMPORT ||
                        value->kind == VALUE_CELL || value->kind == VALUE_SYMBOL
                    ? ""
                    : "%",
                value->base);
    dump_operands(facts, "", value->first, value->count, out);
    fprintf(out, " in %u at %u:%u", value->scope, value->line, value->column);
    dump_flags(value->flags, out);
    fputc('\n', out);
}

static void dump_effect(const Facts *facts, const Effect *effect, FILE *out)
{
    fprintf(out, "%s in %u", effect_kinds[effect->kind], effect->scope);
    if (effect->target)
        fprintf(out, " target %u", effect->target);
    if (effect->kind != EFFECT_YIELD)
        dump_name(facts, "name", effect->name, out);
    if (effect->index)
        fprintf(out, " index %%%u", effect->index);
    if (effect->test)
        fprintf(out, " test %u", effect->test);
    fprintf(out, " value %%%u at %u:%u", effect->value, effect->line, effect->column);
    dump_flags(effect->flags, out);
    fputc('\n', out);
}

void facts_dump(const Facts *facts, FILE *out)
{
    for (uint32_t i = 1; i < facts->defs_count; i++)
        dump_def(facts, i, out);
    for (uint32_t i = 1; i < facts->imports_count; i++) {
        const Import *import = &facts->imports[i];
        fprintf(out, "import %u level %u", i, import->level);
        dump_name(facts, "module", import->module, out);
        dump_name(facts, "name", import->name, out);
        fprintf(out, " in %u at %u:%u flags %x%s\n", import->scope, import->line, import->column, import->flags,
                import->whole ? " first package" : "");
    }
    for (uint32_t i = 1; i < facts->symbols_count; i++) {
        const Symbol *symbol = &facts->symbols[i];
        fprintf(out, "symbol %u %s%s key %s", i, facts_name(facts, symbol->name), facts_name(facts, symbol->signature),
                facts_name(facts, symbol->key));
        dump_name(facts, "file", symbol->file, out);
        fprintf(out, " kind %u flags %x\n", symbol->kind, symbol->flags);
    }
    for (uint32_t i = 1; i < facts->values_count; i++)
        dump_value(facts, i, out);
    for (uint32_t i = 1; i < facts->effects_count; i++)
        dump_effect(facts, &facts->effects[i], out);
    for (uint32_t i = 1; i < facts->handlers_count; i++) {
        const Handler *handler = &facts->handlers[i];
        fprintf(out, "handler of %%%u in %u at %u:%u flags %x try from %%%u body %%%u to %%%u\n", handler->type,
                handler->scope, handler->line, handler->column, handler->flags, handler->first_try_value,
                handler->first_value, handler->end_value);
    }
    for (uint32_t i = 1; i < facts->cases_count; i++) {
        const Case *label = &facts->cases[i];
        fprintf(out, "case %s in %u at %u:%u body %%%u to %%%u\n", facts_name(facts, label->name), label->scope,
                label->line, label->column, label->first_value, label->end_value);
    }
    for (uint32_t i = 1; i < facts->parts_count; i++) {
        const Part *part = &facts->parts[i];
        fprintf(out, "part kind %u in %u body %%%u to %%%u manager %%%u", part->kind, part->scope, part->first_value,
                part->end_value, part->manager);
        dump_name(facts, "constant", part->name, out);
        fputc('\n', out);
    }
    for (uint32_t i = 1; i < facts->problems_count; i++)
        fprintf(out, "problem at %u:%u: %s\n", facts->problems[i].line, facts->problems[i].column,
                facts_name(facts, facts->problems[i].message));
}
