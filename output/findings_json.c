/*
 * findings_json.c - findings as schema "seamap.findings/1": a finding a line, in the order of their places.
 */
#include "findings_formats.h"
#include "findings_json.h"
#include "json_value.h"

static json_t *make_evidence(const Finding *finding)
{
    json_t *list = json_array();
    for (size_t i = 0; i < finding->evidence_count; i++) {
        const FindingEvidence *evidence = &finding->evidence[i];
        json_t *item =
            json_pack("{so sI}", "path", json_value_text(evidence->path), "line", (json_int_t)evidence->line);
        if (evidence->column)
            json_object_set_new(item, "column", json_integer(evidence->column));
        json_object_set_new(item, "note", json_value_text(evidence->note));
        json_array_append_new(list, item);
    }
    return list;
}

json_t *findings_make_json(const Finding *finding)
{
    return json_pack("{ss ss ss so sI sI so so so so ss}", "rule", finding->rule, "level",
                     finding_level_name(finding->level), "certainty", finding_certainty_name(finding->certainty),
                     "path", json_value_text(finding->path), "line", (json_int_t)finding->line, "column",
                     (json_int_t)finding->column, "symbol", json_value_text(finding->symbol), "target",
                     json_value_text(finding->target), "message", json_value_text(finding->message), "evidence",
                     make_evidence(finding), "fingerprint", finding->fingerprint);
}

void findings_write_json(const Findings *findings, UT_string *out)
{
    utstring_printf(out, "{\"schema\": \"seamap.findings/1\", \"findings\": [");
    for (size_t i = 0; i < findings->count; i++) {
        utstring_printf(out, i ? ",\n  " : "\n  ");
        json_value_append(out, findings_make_json(&findings->findings[i]));
    }
    utstring_printf(out, "]}\n");
}
