#include "lacks.h"

#include <string.h>

/* Bases outside the tree that have neither method. */
static bool is_plain_base(const char *name)
{
    static const char *const plain[] = {"<builtin>.object", "abc.ABC", "typing.Generic"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(name, plain[i]) == 0)
            return true;
    return false;
}

/* Whether a class of the tree has no such method for sure. */
static bool class_lacks(const Program *program, uint32_t class_def, uint32_t method)
{
    size_t count;
    if (program_class_is_open(program, class_def) || (method && program_has_method(program, class_def, method)))
        return false;
    const uint32_t *bases = program_external_bases(program, class_def, &count);
    for (size_t i = 0; i < count; i++)
        if (!is_plain_base(names_text(program_names(program), bases[i])))
            return false;
    return true;
}

/* The same for a class and all below it. `left`: classes to look at. */
static bool family_lacks(const Program *program, uint32_t class_def, uint32_t method, unsigned *left)
{
    size_t count;
    const uint32_t *subclasses = program_subclasses(program, class_def, &count);
    bool lacks = *left && class_lacks(program, class_def, method);
    for (size_t i = 0; i < count && lacks; i++) {
        --*left;
        lacks = family_lacks(program, subclasses[i], method, left);
    }
    return lacks;
}

bool instance_lacks(const RuleContext *context, const Result *instance, uint32_t method)
{
    enum {
        CLASSES_MOST = 40
    };
    unsigned left = CLASSES_MOST;
    return instance->exact ? class_lacks(context->subject.program, instance->def, method)
                           : family_lacks(context->subject.program, instance->def, method, &left);
}
