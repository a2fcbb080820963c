#include "link.h"

#include <string.h>
#include <strings.h>

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/* --- remotes --- */

typedef struct {
    const char *host, *path; /* path: without a slash in front */
    size_t host_length, path_length;
} Remote;

static size_t span(const char *text, const char *more)
{
    size_t length = 0;
    while (text[length] && (strchr(letters, text[length]) || strchr(more, text[length])))
        length++;
    return length;
}

/* Splits https://user:token@host:port/path, ssh://git@host/path, git@host:path. */
static bool split_remote(const char *remote, Remote *out)
{
    const char *scheme = strstr(remote, "://"), *start = scheme ? scheme + 3 : remote;
    const char *end_of_authority = start + strcspn(start, scheme ? "/" : ":/");
    for (const char *at = start; at < end_of_authority; at++)
        if (*at == '@')
            start = at + 1;
    size_t host = span(start, ".-");
    const char *rest = start + host;
    if (scheme && *rest == ':')
        rest += 1 + strspn(rest + 1, "0123456789");
    if (!host || *rest != (scheme ? '/' : ':'))
        return false;
    rest += 1 + strspn(rest + 1, "/");
    size_t length = strlen(rest);
    while (length && rest[length - 1] == '/')
        length--;
    if (length > 4 && strncmp(rest + length - 4, ".git", 4) == 0)
        length -= 4;
    *out = (Remote){start, rest, host, length};
    return length && span(rest, "._~/-") >= length && memchr(rest, '/', length);
}

/* Whether one of the labels of the host is that name: gitlab.com, gitlab.example.org. */
static bool is_host_of(const Remote *remote, const char *name)
{
    size_t length = strlen(name);
    for (size_t at = 0; at + length <= remote->host_length; at++) {
        bool starts = at == 0 || remote->host[at - 1] == '.';
        bool ends = at + length == remote->host_length || remote->host[at + length] == '.';
        if (starts && ends && strncasecmp(remote->host + at, name, length) == 0)
            return true;
    }
    return false;
}

bool link_guess_template(const char *remote, UT_string *out)
{
    static const struct {
        const char *name, *between;
    } hosts[] = {{"github", "/blob/"}, {"gitlab", "/-/blob/"}};
    Remote parts;
    if (!split_remote(remote, &parts))
        return false;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        if (!is_host_of(&parts, hosts[i].name))
            continue;
        utstring_printf(out, "https://%.*s/%.*s%s{rev}/{path}#L{line}", (int)parts.host_length, parts.host,
                        (int)parts.path_length, parts.path, hosts[i].between);
        return true;
    }
    return false;
}

/* --- templates --- */

bool link_is_template(const char *template)
{
    bool known = strncmp(template, "https://", 8) == 0 || strncmp(template, "http://", 7) == 0;
    return known && strstr(template, "{path}");
}

static void append_encoded(UT_string *out, const char *text, size_t length, const char *plain)
{
    for (size_t i = 0; i < length; i++)
        if (strchr(letters, text[i]) || strchr(plain, text[i]))
            utstring_bincpy(out, text + i, 1);
        else
            utstring_printf(out, "%%%02X", (unsigned char)text[i]);
}

bool link_append(UT_string *out, const char *template, const char *rev, const char *path, unsigned line)
{
    static const char in_path[] = "/-._~", in_address[] = "/-._~:?#@!$&+,;=%";
    if (!rev && strstr(template, "{rev}"))
        return false;
    while (*template) {
        size_t plain = strcspn(template, "{");
        append_encoded(out, template, plain, in_address);
        template += plain;
        if (strncmp(template, "{rev}", 5) == 0) {
            append_encoded(out, rev, strlen(rev), in_path);
            template += 5;
        } else if (strncmp(template, "{path}", 6) == 0) {
            append_encoded(out, path, strlen(path), in_path);
            template += 6;
        } else if (strncmp(template, "{line}", 6) == 0) {
            utstring_printf(out, "%u", line);
            template += 6;
        } else if (*template) {
            append_encoded(out, template ++, 1, in_address);
        }
    }
    return true;
}
