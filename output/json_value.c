#include "json_value.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

json_t *json_value_text(const char *text)
{
    UT_string valid;
    if (!text)
        return json_null();
    utstring_init(&valid);
    text_append_valid(&valid, text);
    json_t *value = json_stringn(utstring_body(&valid), utstring_len(&valid));
    utstring_done(&valid);
    return value;
}

/* Characters that JSON allows but that would play tricks on who reads the file: C1 controls, directional marks. */
static bool is_tricky(uint32_t c)
{
    return (c >= 0x7F && c <= 0x9F) || c == 0x61C || (c >= 0x200B && c <= 0x200F && c != 0x200C && c != 0x200D) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/* Outside strings JSON is ASCII, so what is escaped here is in one. */
void json_value_append(UT_string *out, json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY);
    json_decref(value);
    if (!text)
        abort();
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        size_t start = at;
        uint32_t c = text_next(text, length, &at);
        if (is_tricky(c))
            utstring_printf(out, "\\u%04x", (unsigned)c);
        else
            utstring_bincpy(out, text + start, at - start);
    }
    free(text);
}
