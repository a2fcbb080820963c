#include "texts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum {
    DEEPEST = 24,    /* expressions in expressions */
    MOST_STEPS = 400 /* of one question */
};

typedef struct {
    Program *program;
    const ProgramFile *file;
    const KnownText *known;
    uint32_t known_count;
    uint32_t *steps;
    uint32_t open[DEEPEST], depth; /* values that are being evaluated: a loop's is among them again */
} Evaluation;

/* Alternatives that are being collected. */
typedef struct {
    Found *found;
    uint32_t count;
} Alternatives;

static void evaluate(Evaluation *at, uint32_t number, Alternatives *out);

static void give(Alternatives *out, Found found)
{
    if (out->count < FOUND_MOST)
        out->found[out->count++] = found;
}

static void give_name(Alternatives *out, FoundKind kind, uint32_t name)
{
    give(out, (Found){.kind = kind, .count = 1, .names = {name}});
}

/* --- what is done with texts ----------------------------------------------------------------------------------------- */

static uint32_t join(Program *program, uint32_t first, const char *between, uint32_t second)
{
    char text[300];
    int length =
        snprintf(text, sizeof text, "%s%s%s", solver_text(program, first), between, solver_text(program, second));
    return length < (int)sizeof text ? names_intern(program->names, text, (size_t)length) : 0;
}

/* The last place of a separator in the first `length` bytes of a text, or the first one; NULL: there is none. */
static const char *find_separator(const char *text, size_t length, const char *separator, bool last)
{
    size_t width = strlen(separator);
    const char *found = NULL;
    for (const char *at = text; at + width <= text + length && !(found && !last); at++)
        if (memcmp(at, separator, width) == 0)
            found = at;
    return found;
}

/* `text.split(separator, limit)`, from the right if `last`. */
static Found split(Program *program, uint32_t name, const char *separator, bool last, uint32_t limit)
{
    Found parts = {.kind = FOUND_TEXTS};
    const char *text = solver_text(program, name);
    size_t length = names_length(program->names, name), width = strlen(separator);
    const char *cut = NULL;
    while (parts.count < FOUND_ITEMS - 1 && parts.count < limit &&
           (cut = find_separator(text, length, separator, last))) {
        size_t head = (size_t)(cut - text);
        parts.names[parts.count++] = last ? names_intern(program->names, cut + width, length - head - width)
                                          : names_intern(program->names, text, head);
        length = last ? head : length - head - width;
        text = last ? text : cut + width;
    }
    parts.names[parts.count++] = names_intern(program->names, text, length);
    for (uint32_t i = 0; last && i < parts.count / 2; i++) {
        uint32_t other = parts.names[i];
        parts.names[i] = parts.names[parts.count - 1 - i];
        parts.names[parts.count - 1 - i] = other;
    }
    return parts;
}

/* `text.partition(separator)` */
static Found partition(Program *program, uint32_t name, uint32_t separator, bool last)
{
    uint32_t none = solver_intern(program, "");
    Found parts = split(program, name, solver_text(program, separator), last, 1);
    bool whole = parts.count == 1;
    Found cut = {.kind = FOUND_TEXTS, .count = 3, .names = {parts.names[0], separator, parts.names[1]}};
    if (whole && last)
        cut = (Found){.kind = FOUND_TEXTS, .count = 3, .names = {none, none, parts.names[0]}};
    else if (whole)
        cut = (Found){.kind = FOUND_TEXTS, .count = 3, .names = {parts.names[0], none, none}};
    return cut;
}

static uint32_t replace(Program *program, uint32_t name, const char *old, uint32_t new)
{
    Found parts = split(program, name, old, false, FOUND_ITEMS);
    uint32_t text = parts.names[0];
    for (uint32_t i = 1; i < parts.count && text; i++)
        text = join(program, text, solver_text(program, new), parts.names[i]);
    return text;
}

static uint32_t change_case(Program *program, uint32_t name, int (*change)(int), size_t first, size_t end)
{
    char text[300];
    size_t length = names_length(program->names, name);
    if (length >= sizeof text)
        return 0;
    memcpy(text, solver_text(program, name), length);
    for (size_t i = first; i < length && i < end; i++)
        if ((unsigned char)text[i] < 0x80)
            text[i] = (char)change((unsigned char)text[i]);
    return names_intern(program->names, text, length);
}

/* A method of a text without arguments, or with texts; 0: what it gives is not followed. */
static uint32_t change_text(Program *program, const char *method, uint32_t text, uint32_t first, uint32_t second)
{
    if (strcmp(method, "lower") == 0)
        return change_case(program, text, tolower, 0, SIZE_MAX);
    if (strcmp(method, "upper") == 0)
        return change_case(program, text, toupper, 0, SIZE_MAX);
    if (strcmp(method, "capitalize") == 0)
        return change_case(program, change_case(program, text, tolower, 1, SIZE_MAX), toupper, 0, 1);
    if (strcmp(method, "strip") == 0 && !first)
        return text;
    if (strcmp(method, "replace") == 0 && first && second && *solver_text(program, first))
        return replace(program, text, solver_text(program, first), second);
    return 0;
}

/* --- operands -------------------------------------------------------------------------------------------------------- */

static uint32_t operand(const Evaluation *at, const Value *value, uint32_t index)
{
    return index < value->count ? at->file->facts.operands[value->first + index].value : 0;
}

/* The texts that a value may give; returns how many. */
static uint32_t all_texts(Evaluation *at, uint32_t value, uint32_t texts[FOUND_MOST])
{
    Found found[FOUND_MOST];
    Alternatives given = {found, 0};
    uint32_t count = 0;
    if (value)
        evaluate(at, value, &given);
    for (uint32_t i = 0; i < given.count; i++)
        if (found[i].kind == FOUND_TEXT)
            texts[count++] = found[i].names[0];
    return count;
}

/* The only text that a value gives; 0: none, or several. */
static uint32_t only_text(Evaluation *at, uint32_t value)
{
    uint32_t texts[FOUND_MOST];
    return all_texts(at, value, texts) == 1 ? texts[0] : 0;
}

/* A small number that is written there; `other` where it is none. */
static uint32_t number(const Evaluation *at, uint32_t value, uint32_t other)
{
    const Value *constant = &at->file->facts.values[value];
    const char *text = facts_name(&at->file->facts, constant->name);
    bool digit = value && constant->kind == VALUE_CONSTANT && constant->detail == CONSTANT_INTEGER &&
                 isdigit((unsigned char)text[0]) && !text[1];
    return digit ? (uint32_t)(text[0] - '0') : other;
}

/* The qualified name of the one thing outside the tree that a value is, or may be by one branch; "": it is something
 * else. */
static const char *callee_name(const Evaluation *at, uint32_t callee)
{
    const Value *value = &at->file->facts.values[callee];
    ObjectData data = solver_only(at->program, solver_variable(at->file, callee));
    const char *name = data.kind == OBJECT_EXTERNAL ? solver_text(at->program, data.a) : "";
    for (uint32_t i = 0; value->kind == VALUE_PHI && !*name && i < value->count; i++) {
        uint32_t branch = operand(at, value, i);
        name = at->file->facts.values[branch].kind == VALUE_PHI ? "" : callee_name(at, branch);
    }
    return name;
}

/* --- expressions ----------------------------------------------------------------------------------------------------- */

static void take_item(Alternatives *out, const Found *of, uint32_t index)
{
    if (of->kind == FOUND_TEXTS && index < of->count)
        give_name(out, FOUND_TEXT, of->names[index]);
}

static void read_attribute(Evaluation *at, const Found *of, uint32_t name, Alternatives *out)
{
    bool whole = strcmp(solver_text(at->program, name), "__dict__") == 0;
    uint32_t dotted = whole ? of->names[0] : solver_join(at->program, of->names[0], name);
    if (of->kind == FOUND_THING && *solver_text(at->program, name))
        give_name(out, FOUND_THING, dotted);
}

static void read_subscript(Evaluation *at, const Value *value, const Found *of, Alternatives *out)
{
    uint32_t index = operand(at, value, 0), last = FOUND_ITEMS;
    const char *text = facts_name(&at->file->facts, at->file->facts.values[index].name);
    if (of->kind == FOUND_TEXTS && strcmp(text, "-1") == 0)
        last = of->count - 1;
    if (of->kind == FOUND_TEXTS)
        take_item(out, of, number(at, index, last));
    else if (of->kind == FOUND_THING)
        read_attribute(at, of, only_text(at, index), out);
}

/* `text.partition(separator)`, `text.split(separator)`, and the like from the right */
static void cut_text(Evaluation *at, const Value *call, const char *method, uint32_t text, uint32_t separator,
                     Alternatives *out)
{
    const char *between = solver_text(at->program, separator);
    bool last = method[0] == 'r';
    if (strcmp(method + last, "partition") == 0 && *between)
        give(out, partition(at->program, text, separator, last));
    else if (strcmp(method + last, "split") == 0 && *between)
        give(out, split(at->program, text, between, last, number(at, operand(at, call, 1), FOUND_ITEMS)));
}

/* `text.method(…)` */
static void call_method(Evaluation *at, const Value *call, const char *method, const Found *of, Alternatives *out)
{
    uint32_t firsts[FOUND_MOST], count = all_texts(at, operand(at, call, 0), firsts);
    if (of->kind != FOUND_TEXT)
        return;
    for (uint32_t i = 0; i < count; i++)
        cut_text(at, call, method, of->names[0], firsts[i], out);
    uint32_t changed =
        change_text(at->program, method, of->names[0], count == 1 ? firsts[0] : 0, only_text(at, operand(at, call, 1)));
    if (changed)
        give_name(out, FOUND_TEXT, changed);
}

/* `"_".join(texts)` */
static void join_all(Evaluation *at, uint32_t separator, uint32_t value, Alternatives *out)
{
    Found found[FOUND_MOST];
    Alternatives lists = {found, 0};
    evaluate(at, value, &lists);
    for (uint32_t i = 0; i < lists.count; i++) {
        uint32_t text = found[i].names[0];
        for (uint32_t j = 1; j < found[i].count && text; j++)
            text = join(at->program, text, solver_text(at->program, separator), found[i].names[j]);
        if (found[i].kind == FOUND_TEXTS && text)
            give_name(out, FOUND_TEXT, text);
    }
}

/* f"{package}.{name}" */
static void format_pieces(Evaluation *at, const Value *value, Alternatives *out)
{
    uint32_t text = solver_intern(at->program, "");
    for (uint32_t i = 0; value->behind && i < value->count; i++) {
        uint32_t piece = only_text(at, operand(at, value, i));
        text = piece ? join(at->program, text, "", piece) : 0;
        if (!text)
            return;
    }
    if (value->behind && value->count)
        give_name(out, FOUND_TEXT, text);
}

/* "on_{}".format(event), "on_%s" % event: one gap. `gap`: how it is written */
static void fill_gap(Evaluation *at, uint32_t pattern, const char *gap, uint32_t filling, Alternatives *out)
{
    uint32_t text = only_text(at, filling);
    Found parts = {0};
    if (pattern && text)
        parts = split(at->program, pattern, gap, false, FOUND_ITEMS);
    uint32_t head = parts.count == 2 ? join(at->program, parts.names[0], "", text) : 0;
    uint32_t filled = head ? join(at->program, head, "", parts.names[1]) : 0;
    if (filled)
        give_name(out, FOUND_TEXT, filled);
}

/* import_module(name): what the text names. Of `__import__("a.b")` without a list of names, the first package. */
static void import_named(Evaluation *at, const Value *call, bool whole, Alternatives *out)
{
    uint32_t texts[FOUND_MOST], count = all_texts(at, operand(at, call, 0), texts);
    for (uint32_t i = 0; i < count; i++) {
        const char *name = solver_text(at->program, texts[i]);
        if (*name && *name != '.')
            give_name(out, FOUND_THING, whole ? names_intern(at->program->names, name, strcspn(name, ".")) : texts[i]);
    }
}

/* What a function, of the file at hand, returns. */
static void evaluate_returned(Evaluation *at, uint32_t def, Alternatives *out)
{
    Body body = program_body(at->program, def);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &at->file->facts.effects[i];
        if (effect->kind == EFFECT_RETURN && at->file->first_def + effect->scope == def)
            evaluate(at, effect->value, out);
    }
}

/* What a function of the tree returns for the texts that it is handed. */
static void call_function(Evaluation *at, const Value *call, Alternatives *out)
{
    ObjectData callee = solver_only(at->program, solver_variable(at->file, call->base));
    if (callee.kind != OBJECT_FUNCTION)
        return;
    const Def *def = program_def(at->program, callee.a);
    const ProgramFile *file = program_file_of_def(at->program, callee.a);
    KnownText known[FOUND_ITEMS];
    uint32_t count = 0;
    for (uint32_t i = 0; i < call->count && i < def->param_count && count < FOUND_ITEMS; i++) {
        const Param *param = &file->facts.params[def->first_param + i];
        uint32_t text = at->file->facts.operands[call->first + i].name || param->kind > PARAM_PLAIN
                            ? 0
                            : only_text(at, operand(at, call, i));
        if (text)
            known[count++] = (KnownText){solver_variable(file, param->value), text};
    }
    Evaluation inner = *at;
    inner.file = file;
    inner.known = known;
    inner.known_count = count;
    if (count)
        evaluate_returned(&inner, callee.a, out);
}

static void call_named(Evaluation *at, const Value *call, Alternatives *out)
{
    Found found[FOUND_MOST];
    Alternatives things = {found, 0};
    const char *name = callee_name(at, call->base);
    if (strcmp(name, "importlib.import_module") == 0) {
        import_named(at, call, false, out);
    } else if (strcmp(name, "<builtin>.__import__") == 0) {
        import_named(at, call, call->count < 2, out);
    } else if (strcmp(name, "<builtin>.str") == 0) {
        evaluate(at, operand(at, call, 0), out);
    } else if (strcmp(name, "typing.cast") == 0) {
        evaluate(at, operand(at, call, 1), out);
    } else if (strcmp(name, "<builtin>.getattr") == 0) {
        uint32_t texts[FOUND_MOST], count = all_texts(at, operand(at, call, 1), texts);
        evaluate(at, operand(at, call, 0), &things);
        for (uint32_t i = 0; i < things.count * count; i++)
            read_attribute(at, &found[i / count], texts[i % count], out);
    } else if (!*name) {
        call_function(at, call, out);
    }
}

static void evaluate_call(Evaluation *at, const Value *call, Alternatives *out)
{
    const Value *method = &at->file->facts.values[call->base];
    Found found[FOUND_MOST];
    Alternatives receivers = {found, 0};
    if (method->kind == VALUE_ATTRIBUTE && !method->count)
        evaluate(at, method->base, &receivers);
    const char *name = receivers.count ? facts_name(&at->file->facts, method->name) : "";
    for (uint32_t i = 0; i < receivers.count; i++) {
        if (found[i].kind == FOUND_TEXT && strcmp(name, "join") == 0)
            join_all(at, found[i].names[0], operand(at, call, 0), out);
        else if (found[i].kind == FOUND_TEXT && strcmp(name, "format") == 0)
            fill_gap(at, found[i].names[0], "{}", call->count == 1 ? operand(at, call, 0) : 0, out);
        else
            call_method(at, call, name, &found[i], out);
    }
    if (!receivers.count)
        call_named(at, call, out);
}

static void evaluate_operator(Evaluation *at, const Value *value, Alternatives *out)
{
    uint32_t first, second;
    switch ((Operator)value->detail) {
    case OP_ADD:
        first = only_text(at, value->base);
        second = first ? only_text(at, operand(at, value, 0)) : 0;
        first = second ? join(at->program, first, "", second) : 0;
        if (first)
            give_name(out, FOUND_TEXT, first);
        break;
    case OP_MOD:
        fill_gap(at, only_text(at, value->base), "%s", operand(at, value, 0), out);
        break;
    case OP_FORMAT:
        format_pieces(at, value, out);
        break;
    default:
        break;
    }
}

/* Those that read something of what their base gives. */
static void evaluate_part(Evaluation *at, const Value *value, Alternatives *out)
{
    Found found[FOUND_MOST];
    Alternatives bases = {found, 0};
    evaluate(at, value->base, &bases);
    for (uint32_t i = 0; i < bases.count; i++) {
        if (value->kind == VALUE_SUBSCRIPT)
            read_subscript(at, value, &found[i], out);
        else if (value->kind == VALUE_ATTRIBUTE)
            read_attribute(at, &found[i], solver_name(at->file, value->name), out);
        else if (value->kind == VALUE_UNPACK)
            take_item(out, &found[i],
                      value->behind && value->behind <= found[i].count ? found[i].count - value->behind
                                                                       : value->detail);
        else
            for (uint32_t j = 0; found[i].kind == FOUND_TEXTS && j < found[i].count; j++)
                take_item(out, &found[i], j);
    }
}

static void evaluate_display(Evaluation *at, const Value *value, Alternatives *out)
{
    Found texts = {.kind = FOUND_TEXTS};
    if (value->detail > CONTAINER_TUPLE || !value->count || value->count > FOUND_ITEMS)
        return;
    for (uint32_t i = 0; i < value->count; i++)
        if (!(texts.names[texts.count++] = only_text(at, operand(at, value, i))))
            return;
    give(out, texts);
}

static bool is_open(const Evaluation *at, uint32_t value)
{
    for (uint32_t i = 0; i < at->depth; i++)
        if (at->open[i] == at->file->first_value + value)
            return true;
    return false;
}

static bool take_known(const Evaluation *at, Variable variable, Alternatives *out)
{
    for (uint32_t i = 0; i < at->known_count; i++)
        if (at->known[i].variable == variable) {
            give_name(out, FOUND_TEXT, at->known[i].text);
            return true;
        }
    uint32_t text = builtins_known_text(at->program, variable);
    if (text)
        give_name(out, FOUND_TEXT, text);
    return text;
}

static void evaluate(Evaluation *at, uint32_t number, Alternatives *out)
{
    if (!number || at->depth == DEEPEST || is_open(at, number) || ++*at->steps > MOST_STEPS ||
        take_known(at, solver_variable(at->file, number), out))
        return;
    const Value *value = &at->file->facts.values[number];
    at->open[at->depth++] = at->file->first_value + number;
    switch ((ValueKind)value->kind) {
    case VALUE_PHI:
        for (uint32_t i = 0; i < value->count; i++)
            evaluate(at, operand(at, value, i), out);
        break;
    case VALUE_NARROWED:
    case VALUE_INSTANCE:
        evaluate(at, value->kind == VALUE_NARROWED ? value->base : operand(at, value, 0), out);
        break;
    case VALUE_OPERATOR:
        evaluate_operator(at, value, out);
        break;
    case VALUE_CALL:
        evaluate_call(at, value, out);
        break;
    case VALUE_CONTAINER:
        evaluate_display(at, value, out);
        break;
    case VALUE_SUBSCRIPT:
    case VALUE_ATTRIBUTE:
    case VALUE_UNPACK:
    case VALUE_ELEMENT:
        evaluate_part(at, value, out);
        break;
    default:
        break;
    }
    at->depth--;
}

static Evaluation evaluation_in(Program *program, const ProgramFile *file, const KnownText *known, uint32_t known_count,
                                uint32_t *steps)
{
    return (Evaluation){.program = program, .file = file, .known = known, .known_count = known_count, .steps = steps};
}

uint32_t texts_evaluate(Program *program, Variable value, const KnownText *known, uint32_t known_count,
                        Found out[FOUND_MOST])
{
    uint32_t steps = 0;
    const ProgramFile *file = program_file_of_value(program, value);
    Evaluation at = evaluation_in(program, file, known, known_count, &steps);
    Alternatives given = {out, 0};
    evaluate(&at, value - file->first_value, &given);
    return given.count;
}

uint32_t texts_evaluate_returned(Program *program, uint32_t def, const KnownText *known, uint32_t known_count,
                                 Found out[FOUND_MOST])
{
    uint32_t steps = 0;
    Evaluation at = evaluation_in(program, program_file_of_def(program, def), known, known_count, &steps);
    Alternatives given = {out, 0};
    evaluate_returned(&at, def, &given);
    return given.count;
}

/* --- holes ----------------------------------------------------------------------------------------------------------- */

typedef struct {
    Program *program;
    const ProgramFile *file;
    Variable hole;
    unsigned depth;
} Search;

static bool find_hole(Search *search, uint32_t number);

static bool find_among_operands(Search *search, const Value *value)
{
    for (uint32_t i = 0; i < value->count; i++)
        if (!find_hole(search, search->file->facts.operands[value->first + i].value))
            return false;
    return true;
}

/* The receiver of a method that makes a text of a text, or 0. */
static uint32_t changed_text(const Search *search, const Value *call)
{
    static const char *const methods[] = {"capitalize", "format", "lower", "partition", "replace",
                                          "rpartition", "rsplit", "split", "strip",     "upper"};
    const Value *method = &search->file->facts.values[call->base];
    const char *name = facts_name(&search->file->facts, method->name);
    for (size_t i = 0; method->kind == VALUE_ATTRIBUTE && i < sizeof methods / sizeof *methods; i++)
        if (strcmp(name, methods[i]) == 0)
            return method->base;
    return 0;
}

/* Whether a value is put together of texts: then the parts are looked at. */
static bool is_put_together(const Search *search, const Value *value)
{
    switch ((ValueKind)value->kind) {
    case VALUE_OPERATOR:
        return value->detail == OP_ADD || value->detail == OP_MOD || (value->detail == OP_FORMAT && value->behind);
    case VALUE_CALL:
        return changed_text(search, value);
    case VALUE_NARROWED:
        return true;
    case VALUE_UNPACK:
    case VALUE_SUBSCRIPT: {
        const Value *base = &search->file->facts.values[value->base];
        return base->kind == VALUE_CALL && changed_text(search, base);
    }
    default:
        return false;
    }
}

static bool find_hole(Search *search, uint32_t number)
{
    const Value *value = &search->file->facts.values[number];
    Variable variable = solver_variable(search->file, number);
    if (!number || search->depth == DEEPEST || builtins_known_text(search->program, variable))
        return number && search->depth < DEEPEST;
    if (value->kind == VALUE_CONSTANT)
        return value->detail != CONSTANT_STRING; /* a text that is too long */
    if (!is_put_together(search, value)) {
        bool first = !search->hole || search->hole == variable;
        search->hole = variable;
        return first;
    }
    search->depth++;
    uint32_t changed = value->kind == VALUE_CALL ? changed_text(search, value) : value->base;
    bool found = (!changed || find_hole(search, changed)) && find_among_operands(search, value);
    search->depth--;
    return found;
}

Variable texts_find_hole(Program *program, Variable value)
{
    Search search = {.program = program, .file = program_file_of_value(program, value)};
    return find_hole(&search, value - search.file->first_value) ? search.hole : 0;
}
