#include "command.h"

#include "../completion.h"
#include "product.h"

#include <utstring.h>

int command_completion(const Options *options, Diag *diag)
{
    UT_string text;
    utstring_init(&text);
    shell_find(options->symbol)->write(options->verbs, &text);
    const char *path = options->output ? options->output : "-";
    ProductResult result = product_write(path, utstring_body(&text), utstring_len(&text), diag);
    utstring_done(&text);
    return product_exit_code(result);
}
