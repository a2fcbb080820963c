/*
 * The floor of what reading Python can cost: floor THREADS < LIST. Reads each file that LIST names (a path a line) and
 * lets tree-sitter parse it, in parallel as seamap does, and does nothing with the tree.
 */
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_python(void);

static char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    if (file && fseek(file, 0, SEEK_END) == 0) {
        *size = (size_t)ftell(file);
        rewind(file);
        bytes = malloc(*size + 1);
        if (bytes && fread(bytes, 1, *size, file) != *size) {
            free(bytes);
            bytes = NULL;
        }
    }
    if (file)
        fclose(file);
    return bytes;
}

/* The paths on standard input. */
static char **read_list(size_t *count)
{
    char **paths = NULL, *line = NULL;
    size_t room = 0;
    *count = 0;
    while (getline(&line, &room, stdin) > 0) {
        line[strcspn(line, "\n")] = '\0';
        paths = realloc(paths, (*count + 1) * sizeof *paths);
        paths[(*count)++] = strdup(line);
    }
    free(line);
    return paths;
}

int main(int argc, char **argv)
{
    int threads = argc == 2 ? (int)strtol(argv[1], NULL, 10) : 0;
    if (threads < 1) {
        fprintf(stderr, "usage: %s THREADS < LIST\n", argv[0]);
        return 2;
    }
    size_t count, bytes_read = 0, nodes = 0;
    char **paths = read_list(&count);
#pragma omp parallel num_threads(threads) reduction(+ : bytes_read, nodes)
    {
        TSParser *parser = ts_parser_new();
        ts_parser_set_language(parser, tree_sitter_python());
#pragma omp for schedule(dynamic, 4)
        for (size_t i = 0; i < count; i++) {
            size_t size = 0;
            char *bytes = read_file(paths[i], &size);
            if (!bytes)
                continue;
            TSTree *tree = ts_parser_parse_string(parser, NULL, bytes, (uint32_t)size);
            bytes_read += size;
            nodes += ts_node_descendant_count(ts_tree_root_node(tree));
            ts_tree_delete(tree);
            free(bytes);
        }
        ts_parser_delete(parser);
    }
    printf("%zu files, %zu bytes, %zu nodes of syntax\n", count, bytes_read, nodes);
    for (size_t i = 0; i < count; i++)
        free(paths[i]);
    free(paths);
    return 0;
}
