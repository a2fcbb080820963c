/*
 * The floor of what reading C and C++ can cost: floor_clang PROCESSES < LIST. Lets libclang parse each unit that LIST has
 * (its main file and its arguments on a line, with tabs between them), in as many processes as seamap uses, and does
 * nothing with what comes of it.
 */
#include <clang-c/Index.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    ARGUMENTS_MAX = 4096
};

/* The lines on standard input. */
static char **read_list(size_t *count)
{
    char **lines = NULL, *line = NULL;
    size_t room = 0;
    *count = 0;
    while (getline(&line, &room, stdin) > 0) {
        line[strcspn(line, "\n")] = '\0';
        lines = realloc(lines, (*count + 1) * sizeof *lines);
        lines[(*count)++] = strdup(line);
    }
    free(line);
    return lines;
}

static void parse(CXIndex index, char *line)
{
    const char *words[ARGUMENTS_MAX] = {NULL};
    int count = 0;
    for (char *word; count < ARGUMENTS_MAX && (word = strsep(&line, "\t"));)
        words[count++] = word;
    CXTranslationUnit tu = NULL;
    clang_parseTranslationUnit2(index, words[0], words + 1, count - 1, NULL, 0, CXTranslationUnit_KeepGoing, &tu);
    if (tu)
        clang_disposeTranslationUnit(tu);
}

/* Parses units until none is left; the processes share the number of the next. */
static void work(char **lines, size_t count, size_t *next)
{
    size_t own;
    while ((own = __atomic_fetch_add(next, 1, __ATOMIC_RELAXED)) < count) {
        CXIndex index = clang_createIndex(0, 0);
        parse(index, lines[own]);
        clang_disposeIndex(index);
    }
}

int main(int argc, char **argv)
{
    int processes = argc == 2 ? (int)strtol(argv[1], NULL, 10) : 0;
    if (processes < 1) {
        fprintf(stderr, "usage: %s PROCESSES < LIST\n", argv[0]);
        return 2;
    }
    size_t count;
    char **lines = read_list(&count);
    size_t *next = mmap(NULL, sizeof *next, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (next == MAP_FAILED)
        return 1;
    for (int i = 0; i < processes; i++)
        if (fork() == 0) {
            work(lines, count, next);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    printf("%zu units\n", count);
    for (size_t i = 0; i < count; i++)
        free(lines[i]);
    free(lines);
    return 0;
}
