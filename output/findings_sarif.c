/*
 * findings_sarif.c - findings as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), for code scanning.
 *
 * GitHub takes 5,000 results of a run; what is beyond goes by importance, and a notification says so. Evidence is a code
 * flow: the way from the cause to the finding.
 */
#include "findings_formats.h"
#include "json_value.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum {
    RESULTS_MAX = 5000
};

/* The base of all paths: what the reader takes for the root of the repository. */
#define BASE "%SRCROOT%"
#define BASE_FORMAT "%%SRCROOT%%" /* the same in a format */

static json_t *make_message(const char *text)
{
    return json_pack("{so}", "text", json_value_text(text));
}

/* --- rules --- */

static json_t *make_rule(const FindingRule *rule)
{
    UT_string help;
    utstring_init(&help);
    utstring_printf(&help, "%s %s is the page about this rule.", rule->help, rule->page);
    json_t *made = json_pack("{ss ss so so so s{ss} s{s[s]}}", "id", rule->id, "name", rule->id, "shortDescription",
                             make_message(rule->summary), "fullDescription", make_message(rule->help), "help",
                             make_message(utstring_body(&help)), "defaultConfiguration", "level",
                             finding_level_name(rule->level), "properties", "tags", "correctness");
    utstring_done(&help);
    return made;
}

static json_t *make_driver(const Findings *findings)
{
    json_t *rules = json_array();
    for (size_t i = 0; i < findings->rule_count; i++)
        json_array_append_new(rules, make_rule(&findings->rules[i]));
    return json_pack("{ss ss so}", "name", "seamap", "semanticVersion", findings->version, "rules", rules);
}

static json_int_t number_of_rule(const Findings *findings, const char *id)
{
    for (size_t i = 0; i < findings->rule_count; i++)
        if (strcmp(findings->rules[i].id, id) == 0)
            return (json_int_t)i;
    return -1; /* SARIF's own word for none */
}

/* --- places --- */

/* A path as a relative URI: RFC 3986, with what is not plain as %XX. */
static json_t *make_uri(const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    UT_string uri;
    utstring_init(&uri);
    for (; *path; path++)
        if (strchr(plain, *path))
            utstring_bincpy(&uri, path, 1);
        else
            utstring_printf(&uri, "%%%02X", (unsigned)(unsigned char)*path);
    json_t *made = json_string(utstring_body(&uri));
    utstring_done(&uri);
    return made;
}

/* Columns count UTF-16 units here; ours count bytes. */
static json_t *make_region(uint32_t line, uint32_t column, const char *source)
{
    json_t *region = json_pack("{sI}", "startLine", (json_int_t)line);
    size_t length = strlen(source);
    if (column)
        json_object_set_new(
            region, "startColumn",
            json_integer(1 + (json_int_t)text_count_units(source, column - 1 < length ? column - 1 : length)));
    if (*source)
        json_object_set_new(region, "snippet", make_message(source));
    return region;
}

static json_t *make_place(const char *path, json_t *region)
{
    return json_pack("{s{so ss} so}", "artifactLocation", "uri", make_uri(path), "uriBaseId", BASE, "region", region);
}

static json_t *make_location(const Finding *finding)
{
    json_t *region = make_region(finding->line, finding->column, finding->source);
    json_t *location = json_pack("{so}", "physicalLocation", make_place(finding->path, region));
    if (*finding->symbol)
        json_object_set_new(location, "logicalLocations",
                            json_pack("[{so}]", "fullyQualifiedName", json_value_text(finding->symbol)));
    return location;
}

/* --- results --- */

/* The evidence, and the finding at its end. */
static json_t *make_flow(const Finding *finding)
{
    json_t *steps = json_array();
    for (size_t i = 0; i < finding->evidence_count; i++) {
        const FindingEvidence *evidence = &finding->evidence[i];
        json_t *region = make_region(evidence->line, evidence->column, evidence->source);
        json_array_append_new(steps,
                              json_pack("{s{so so}}", "location", "physicalLocation",
                                        make_place(evidence->path, region), "message", make_message(evidence->note)));
    }
    json_t *end = make_location(finding);
    json_object_set_new(end, "message", make_message(finding->message));
    json_array_append_new(steps, json_pack("{so}", "location", end));
    return json_pack("[{s[{so}]}]", "threadFlows", "locations", steps);
}

static json_t *make_result(const Findings *findings, const Finding *finding)
{
    json_t *result =
        json_pack("{ss sI ss so s[o] s{ss} s{ss so}}", "ruleId", finding->rule, "ruleIndex",
                  number_of_rule(findings, finding->rule), "level", finding_level_name(finding->level), "message",
                  make_message(finding->message), "locations", make_location(finding), "partialFingerprints",
                  "seamapFingerprint/v1", finding->fingerprint, "properties", "certainty",
                  finding_certainty_name(finding->certainty), "target", json_value_text(finding->target));
    if (finding->evidence_count)
        json_object_set_new(result, "codeFlows", make_flow(finding));
    return result;
}

/* How the run went; a word about what was left out. */
static json_t *make_invocation(const Findings *findings)
{
    json_t *invocation = json_pack("{sb}", "executionSuccessful", 1);
    UT_string text;
    utstring_init(&text);
    utstring_printf(&text, "%zu of %zu findings are in this file, those that matter most", (size_t)RESULTS_MAX,
                    findings->count);
    if (findings->count > RESULTS_MAX)
        json_object_set_new(invocation, "toolExecutionNotifications",
                            json_pack("[{ss so}]", "level", "warning", "message", make_message(utstring_body(&text))));
    utstring_done(&text);
    return invocation;
}

void findings_write_sarif(const Findings *findings, UT_string *out)
{
    size_t *order = findings_by_importance(findings);
    utstring_printf(out, "{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", \"version\": \"2.1.0\", "
                         "\"runs\": [{\n\"tool\": {\"driver\": ");
    json_value_append(out, make_driver(findings));
    utstring_printf(out, "},\n\"invocations\": [");
    json_value_append(out, make_invocation(findings));
    utstring_printf(out, "],\n\"originalUriBaseIds\": {\"" BASE_FORMAT "\": {\"description\": {\"text\": "
                         "\"The directory that seamap was asked about\"}}},\n\"columnKind\": \"utf16CodeUnits\",\n"
                         "\"results\": [");
    for (size_t i = 0; i < findings->count && i < RESULTS_MAX; i++) {
        utstring_printf(out, i ? ",\n  " : "\n  ");
        json_value_append(out, make_result(findings, &findings->findings[order[i]]));
    }
    utstring_printf(out, "]}]}\n");
    free(order);
}
