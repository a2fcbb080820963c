/* Ids, every known trap of Mermaid's syntax, the form of the whole, and colours. */
#include "../../output/mermaid.h"
#include "../../output/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_label(const char *text, const char *wanted)
{
    UT_string out;
    utstring_init(&out);
    text_append_label(&out, text, ESCAPE_MERMAID);
    assert_string_equal(utstring_body(&out), wanted);
    utstring_done(&out);
}

static void test_escapes_each_trap(void **state)
{
    (void)state;
    static const char *const traps[][2] = {
        {"", " "},
        {"\n", " "},
        {"f(x)", "f(x)"},
        {"say \"hi\"", "say #quot;hi#quot;"},
        {"`x`", "#96;x#96;"},
        {"vector<int> x", "vector#lt;int#gt; x"},
        {"a & b", "a #amp; b"},
        {"issue #12; done", "issue #35;12; done"},
        {"direction TB", "direction#32;TB"},
        {"x\tdirection \t LR", "x direction#32;LR"},
        {"direction\nTB", "direction<br/>TB"},
        {"style:#f00;", "style#58;#35;f00;"},
        {"style: x", "style: x"},
        {"n:::cls", "n#58;#58;#58;cls"},
        {"%%{init: {}}%%", "#37;#37;{init: {}}#37;#37;"},
        {"a\n%% b", "a<br/>#37;#37; b"},
        {"1. one", "1#46; one"},
        {"a\n12) b", "a<br/>12#41; b"},
        {"v1. one", "v1. one"},
        {"- a\n+ b\n* c", "#45; a<br/>#43; b<br/>#42; c"},
        {"a\n===", "a<br/>#61;=="},
        {"a - b", "a - b"},
        {"get_manager", "get_manager"},
        {"__init__", "#95;#95;init#95;#95;"},
        {"_private", "#95;private"},
        {"**bold** ~~gone~~", "#42;#42;bold#42;#42; #126;#126;gone#126;#126;"},
        {"list[str]", "list#91;str#93;"},
        {"\"]; end", "#quot;#93;; end"},
        {"[a](https://b.c)", "#91;a#93;(https#58;//b.c)"},
        {"www.example.org", "www#46;example.org"},
        {"@app.websocket", "#64;app.websocket"},
        {"C:\\new", "C#58;#92;new"},
        {"a|b", "a#124;b"},
        {"$$x$$", "#36;#36;x#36;#36;"},
        {"a\r\nb", "a<br/>b"},
        {"<script>alert(1)</script>", "#lt;script#gt;alert(1)#lt;/script#gt;"},
        {"\ufb02\u00b0\u00b035\u00b6\u00df", "fl\u00b0\u00b035\u00b6\u00df"},
        {"\xe2\x80\xaeno\xff", "no\xef\xbf\xbd"},
        {"\xe6\x97\xa5\xe6\x9c\xac", "\xe6\x97\xa5\xe6\x9c\xac"},
    };
    for (size_t i = 0; i < sizeof traps / sizeof *traps; i++)
        assert_label(traps[i][0], traps[i][1]);
}

static void test_limits_length(void **state)
{
    (void)state;
    enum {
        SIZE = 10000
    };
    char *text = malloc(SIZE + 1);
    memset(text, '"', SIZE);
    text[SIZE] = '\0';
    UT_string out;
    utstring_init(&out);
    text_append_label(&out, text, ESCAPE_MERMAID);
    assert_true(utstring_len(&out) < 400);
    for (int i = 1; i < SIZE; i += 2)
        text[i] = '\n';
    utstring_clear(&out);
    text_append_label(&out, text, ESCAPE_MERMAID);
    assert_true(utstring_len(&out) < 400);
    utstring_done(&out);
    free(text);
}

static const char *id_of(const char *key)
{
    static char id[256];
    UT_string out;
    utstring_init(&out);
    mermaid_append_id(&out, 'n', key);
    assert_true(utstring_len(&out) < sizeof id);
    strcpy(id, utstring_body(&out));
    utstring_done(&out);
    return id;
}

static void test_ids_are_readable(void **state)
{
    (void)state;
    assert_string_equal(id_of("app.core.manager.get_manager"), "n_app__core__manager__get_manager");
    assert_string_equal(id_of("a._b"), "n_a___b");
    assert_string_equal(id_of("a.B.__init__"), "n_a__B____init__");
    assert_string_equal(id_of("end"), "n_end");
    assert_string_equal(id_of("toString"), "n_toString");
    assert_memory_equal(id_of("a.<lambda1>"), "n_a___lambda1__", 15);
    assert_memory_equal(id_of("ns::Class::method"), "n_ns_Class_method_", 18);
}

static int compare_strings(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* All keys of up to six characters from a nasty alphabet, and those that look like ids of others. */
static void test_ids_are_injective(void **state)
{
    (void)state;
    static const char alphabet[] = "a._<:";
    enum {
        LENGTH = 6,
        MOST = 20000
    };
    char **ids = malloc((MOST + 8) * sizeof *ids);
    size_t count = 0;
    for (size_t number = 0; number < 6 * 6 * 6 * 6 * 6 * 6; number++) {
        char key[LENGTH + 1] = "";
        size_t length = 0;
        bool ended = false, gap = false;
        for (size_t rest = number, i = 0; i < LENGTH; rest /= 6, i++) {
            gap |= ended && rest % 6;
            ended |= rest % 6 == 0;
            if (!ended)
                key[length++] = alphabet[rest % 6 - 1];
        }
        if (!gap)
            ids[count++] = strdup(id_of(key));
    }
    char lookalike[256];
    strcpy(lookalike, id_of("a<") + 2);
    ids[count++] = strdup(id_of(lookalike));
    qsort(ids, count, sizeof *ids, compare_strings);
    assert_true(count > 15000 && count < MOST);
    for (size_t i = 1; i < count; i++)
        assert_string_not_equal(ids[i - 1], ids[i]);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(strspn(ids[i], "abcdefghijklmnopqrstuvwxyz_0123456789"), strlen(ids[i]));
        free(ids[i]);
    }
    free(ids);
}

static void test_long_ids_differ(void **state)
{
    (void)state;
    char key[10001], first[256];
    memset(key, 'k', 10000);
    key[10000] = '\0';
    strcpy(first, id_of(key));
    key[0] = 'l';
    assert_string_not_equal(first, id_of(key));
    assert_true(strlen(first) < 120);
}

static Diagram *make_sample(bool more)
{
    Diagram *diagram = diagram_new("view", "A \"title\"", DIRECTION_DOWN);
    diagram_set_summary(diagram, "One\nsentence.");
    diagram_add_group(diagram, (DiagramGroup){.key = "p.q", .parent = "p"});
    diagram_add_group(diagram, (DiagramGroup){.key = "p"});
    diagram_add_group(diagram, (DiagramGroup){.key = "empty"});
    diagram_add_node(diagram, (DiagramNode){.key = "p.q.g", .label = "g", .group = "p.q", .style = STYLE_ASYNC});
    if (more)
        diagram_add_node(diagram, (DiagramNode){.key = "p.q.h", .label = "h", .group = "p.q", .style = STYLE_ASYNC});
    diagram_add_node(diagram, (DiagramNode){.key = "x", .label = "x", .style = STYLE_ENTRY, .shape = SHAPE_STADIUM});
    diagram_add_edge(diagram, (DiagramEdge){.from = "x", .to = "p.q.g", .kind = LINE_THICK, .label = "first"});
    if (more)
        diagram_add_edge(diagram, (DiagramEdge){.from = "x", .to = "p.q.h", .kind = LINE_THICK});
    diagram_add_edge(diagram, (DiagramEdge){.from = "p.q.g", .to = "x", .kind = LINE_BROKEN});
    diagram_add_caption(diagram, "3 are hidden.");
    diagram_finish(diagram);
    return diagram;
}

static char *emit(Diagram *diagram)
{
    UT_string out;
    utstring_init(&out);
    mermaid_emit(diagram, &out);
    diagram_free(diagram);
    return utstring_body(&out);
}

static void test_writes_the_whole(void **state)
{
    (void)state;
    char *text = emit(make_sample(false));
    assert_string_equal(text,
                        "flowchart TD\n"
                        "  accTitle: A #quot;title#quot;\n"
                        "  accDescr: One sentence.\n"
                        "  subgraph g_p[\"p\"]\n"
                        "    direction TB\n"
                        "    subgraph g_p__q[\"p.q\"]\n"
                        "      direction TB\n"
                        "      n_p__q__g[\"g\"]:::async\n"
                        "    end\n"
                        "    class g_p__q group\n"
                        "  end\n"
                        "  class g_p group\n"
                        "  n_x([\"x\"]):::entry\n"
                        "  n_x ==>|\"first\"| n_p__q__g\n"
                        "  n_p__q__g ==x n_x\n"
                        "  subgraph l_legend[\"Legend\"]\n"
                        "    direction TB\n"
                        "    l_async[\"async function\"]:::async\n"
                        "    l_entry([\"entry point\"]):::entry\n"
                        "    l_lines[\"thick\u00a0arrow:\u00a0awaits<br/>thick\u00a0line\u00a0to\u00a0a\u00a0cross:"
                        "\u00a0cannot\u00a0work\"]:::remark\n"
                        "    l_captions[\"3\u00a0are\u00a0hidden.\"]:::remark\n"
                        "  end\n"
                        "  class l_legend group\n"
                        "  classDef async fill:#115e59,stroke:#5eead4,color:#fff\n"
                        "  classDef entry fill:#1e40af,stroke:#93c5fd,color:#fff\n"
                        "  classDef remark fill:#f8fafc,stroke:#64748b,color:#1e293b\n"
                        "  classDef group fill:#8b949e,fill-opacity:0.1,stroke:#8b949e\n");
    free(text);
}

/* No more than what is drawn, with ids of a few letters; still apart, still fit for a legend's caption. */
static void test_compact_diagrams(void **state)
{
    (void)state;
    Diagram *diagram = make_sample(true);
    char *whole = emit(make_sample(true));
    diagram->compact = true;
    char *text = emit(diagram);
    assert_true(strlen(text) < strlen(whole));
    assert_null(strstr(text, "accDescr"));
    assert_null(strstr(text, "l_async"));
    assert_null(strstr(text, "n_p__q__g"));
    assert_non_null(strstr(text, "3\u00a0are\u00a0hidden."));
    free(text);
    free(whole);
}

/* Without the lines that only the longer text has, both are equal. */
static void test_insertion_adds_only_its_lines(void **state)
{
    (void)state;
    char *before = emit(make_sample(false)), *after = emit(make_sample(true));
    size_t extra = 0;
    char *rest = before, *saved;
    for (char *line = strtok_r(after, "\n", &saved); line; line = strtok_r(NULL, "\n", &saved)) {
        size_t length = strlen(line);
        if (strncmp(rest, line, length) == 0 && rest[length] == '\n')
            rest += length + 1;
        else
            extra++;
    }
    assert_int_equal(extra, 2);
    assert_string_equal(rest, "");
    free(before);
    free(after);
}

static void test_empty_diagram_says_so(void **state)
{
    (void)state;
    Diagram *diagram = diagram_new("view", "", DIRECTION_RIGHT);
    diagram_finish(diagram);
    char *text = emit(diagram);
    assert_string_equal(text, "flowchart LR\n  accTitle: view\n  l_nothing[\"nothing found\"]:::remark\n"
                              "  classDef remark fill:#f8fafc,stroke:#64748b,color:#1e293b\n");
    free(text);
}

/* x to the power of 2.4, by Newton's way to the fifth root. */
static double raise(double x)
{
    double square = x * x, root = 1;
    for (int i = 0; i < 60; i++)
        root = (4 * root + square / (root * root * root * root)) / 5;
    return square * root;
}

static double linear(unsigned byte)
{
    double c = byte / 255.0;
    return c <= 0.04045 ? c / 12.92 : raise((c + 0.055) / 1.055);
}

/* Relative luminance as WCAG 2 has it, of #rgb or #rrggbb. */
static double luminance(const char *color)
{
    unsigned r, g, b;
    if (strspn(color + 1, "0123456789abcdef") == 3) {
        assert_int_equal(sscanf(color, "#%1x%1x%1x", &r, &g, &b), 3);
        r *= 17, g *= 17, b *= 17;
    } else {
        assert_int_equal(sscanf(color, "#%2x%2x%2x", &r, &g, &b), 3);
    }
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

static double contrast(const char *one, const char *other)
{
    double a = luminance(one), b = luminance(other);
    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

static void test_colors_work_on_white_and_on_dark(void **state)
{
    (void)state;
    static const char *const pages[] = {"#ffffff", "#0d1117"};
    Diagram *diagram = diagram_new("view", "", DIRECTION_DOWN);
    for (Style style = 0; style < STYLE_COUNT; style++)
        diagram_add_node(diagram, (DiagramNode){.key = diagram_name_style(style), .style = style});
    diagram_finish(diagram);
    char *text = emit(diagram);
    int count = 0;
    for (char *line = strstr(text, "classDef "); line; line = strstr(line + 1, "classDef ")) {
        char name[32], fill[8], stroke[8], color[8];
        if (sscanf(line, "classDef %31s fill:%7[#0-9a-f],stroke:%7[#0-9a-f],color:%7[#0-9a-f]", name, fill, stroke,
                   color) != 4)
            continue;
        count++;
        if (contrast(color, fill) < 7)
            fail_msg("text of %s: contrast %.1f", name, contrast(color, fill));
        for (int i = 0; i < 2; i++)
            if (contrast(fill, pages[i]) < 3 && contrast(stroke, pages[i]) < 3)
                fail_msg("%s is hardly seen on %s", name, pages[i]);
    }
    assert_int_equal(count, STYLE_COUNT);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escapes_each_trap),     cmocka_unit_test(test_limits_length),
        cmocka_unit_test(test_ids_are_readable),      cmocka_unit_test(test_ids_are_injective),
        cmocka_unit_test(test_long_ids_differ),       cmocka_unit_test(test_writes_the_whole),
        cmocka_unit_test(test_compact_diagrams),      cmocka_unit_test(test_insertion_adds_only_its_lines),
        cmocka_unit_test(test_empty_diagram_says_so), cmocka_unit_test(test_colors_work_on_white_and_on_dark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
