/*
 * Members of classes that are assigned under names which are not spelled there: setattr() of names out of a tuple, or passed;
 * setattr() over all members that a class has; metaclasses that change the namespace of a class before they make it.
 */
#include "builtins.h"
#include "solver.h"

#include <string.h>

/* The name that setattr() is handed, where it is handed three things. */
static const Value *setattr_name(const Program *program, const ProgramFile *file, const Value *call)
{
    if (call->kind != VALUE_CALL || call->count != 3)
        return NULL;
    const Value *callee = &file->facts.values[call->base];
    bool assigns = callee->kind == VALUE_GLOBAL && solver_name(file, callee->name) == program->known.set_attribute;
    return assigns ? &file->facts.values[file->facts.operands[call->first + 1].value] : NULL;
}

bool rewriting_computes_name(const Program *program, const ProgramFile *file, const Value *value)
{
    const Value *name = setattr_name(program, file, value);
    if (!name || name->kind == VALUE_CONSTANT)
        return false;
    const Value *object = &file->facts.values[file->facts.operands[value->first].value];
    const Value *given = &file->facts.values[file->facts.operands[value->first + 2].value];
    bool of_instance = object->kind == VALUE_PARAM && strcmp(facts_name(&file->facts, object->name), "self") == 0;
    return !of_instance || given->kind == VALUE_GLOBAL || given->kind == VALUE_DEFINITION;
}

void rewriting_note_texts(Program *program, const ProgramFile *file)
{
    for (uint32_t i = 1; i < file->facts.values_count; i++) {
        const Value *text = &file->facts.values[i];
        if (text->kind == VALUE_CONSTANT && text->detail == CONSTANT_STRING && text->name)
            program->stored[solver_name(file, text->name)] |= STORED_SOMEWHERE;
    }
}

void rewriting_note_effect(Program *program, const ProgramFile *file, const Effect *effect)
{
    const Value *key = &file->facts.values[effect->index];
    uint32_t scope = solver_name(file, file->facts.defs[effect->scope].name);
    bool creates = scope == program->known.new || scope == program->known.init;
    if (creates && file->facts.values[effect->target].kind == VALUE_PARAM && key->kind == VALUE_CONSTANT &&
        key->detail == CONSTANT_STRING && key->name)
        program->stored[solver_name(file, key->name)] |= STORED_SOMEWHERE;
}

/* Does a value give the members that an object has: `vars(room)`, `dir(room)`, `room.__dict__`, `getmembers(room)`, or what
 * is made of those: `list(vars(room).items())`? */
static bool lists_members(const ProgramFile *file, const Value *value, unsigned depth)
{
    static const char *const listers[] = {"vars", "dir", "getmembers", "__dict__"};
    enum {
        DEEPEST = 4
    };
    const Value *callee = &file->facts.values[value->base];
    const Value *named = value->kind == VALUE_CALL ? callee : value;
    for (size_t i = 0; i < sizeof listers / sizeof *listers; i++)
        if ((named->kind == VALUE_GLOBAL || named->kind == VALUE_ATTRIBUTE) &&
            strcmp(facts_name(&file->facts, named->name), listers[i]) == 0)
            return true;
    if (value->kind != VALUE_CALL || depth == DEEPEST)
        return false;
    const Value *inner = callee->kind == VALUE_ATTRIBUTE ? &file->facts.values[callee->base]
                         : value->count                  ? &file->facts.values[file->facts.operands[value->first].value]
                                                         : NULL;
    return inner && lists_members(file, inner, depth + 1);
}

/* Is a name one of those that a loop over the members of something gives? */
static bool is_of_member(const ProgramFile *file, const Value *name)
{
    while (name->kind == VALUE_UNPACK || name->kind == VALUE_NARROWED)
        name = &file->facts.values[name->base];
    return name->kind == VALUE_ELEMENT && lists_members(file, &file->facts.values[name->base], 0);
}

void rewriting_call_setattr(Program *program, const CallSite *site)
{
    const Value *call = site->site < program->value_count ? program_value(program, site->site) : NULL;
    const ProgramFile *file = call ? program_file_of_value(program, site->site) : NULL;
    const Value *name = call ? setattr_name(program, file, call) : NULL;
    if (!name)
        return;
    if (is_of_member(file, name)) {
        solver_link(program, calls_argument_at(site, 0), LINK_SETATTR_MEMBER, site->site, 0);
        return;
    }
    solver_link(program, calls_argument_at(site, 1), LINK_SETATTR_NAMED, site->site, 0);
    if (name->kind == VALUE_ELEMENT || name->kind == VALUE_UNPACK)
        builtins_look_up_texts(program, calls_argument_at(site, 1));
}

/* What is set so on instances is data, but for a function that stands there: names and values of many kinds would mix. */
void rewriting_set_member(Program *program, Object object, uint32_t name, Variable call)
{
    const ProgramFile *file = program_file_of_value(program, call);
    Variable given = solver_variable(file, file->facts.operands[program_value(program, call)->first + 2].value);
    ObjectKind kind = (ObjectKind)solver_data(program, object).kind;
    bool of_instance = kind == OBJECT_INSTANCE && name && solver_only(program, given).kind == OBJECT_FUNCTION;
    if (kind == OBJECT_CLASS || of_instance)
        attributes_write_named(program, object, name, call);
}

void rewriting_set_named(Program *program, Object name, Variable call)
{
    const ProgramFile *file = program_file_of_value(program, call);
    Variable object = solver_variable(file, file->facts.operands[program_value(program, call)->first].value);
    ObjectData data = solver_data(program, name);
    if (data.kind == OBJECT_CONSTANT && data.a == CONSTANT_STRING && data.b)
        solver_link_once(program, object, LINK_SETATTR_MEMBER, call, data.b);
}

void rewriting_set_item(Program *program, uint32_t class_def, uint32_t name, Variable value)
{
    if (name)
        attributes_put_into_class(program, class_def, name, value);
    else
        program->classes[class_def]->rewritten = true;
}

void rewriting_make(Program *program, Object metaclass, const CallSite *site)
{
    enum {
        NAMESPACE = 3 /* behind the metaclass, the name and the bases */
    };
    Variable given = calls_argument_at(site, NAMESPACE);
    if (given && given < program->value_count && program_value(program, given)->kind != VALUE_PARAM)
        program->classes[solver_data(program, metaclass).a]->rewrites = true;
}

bool program_is_rewritten(const Program *program, uint32_t def)
{
    const ClassData *owner = program->classes[program_owner(program, def)];
    return owner->rewritten || program->classes[owner->metaclass]->rewrites;
}
