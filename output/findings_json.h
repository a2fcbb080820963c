/*
 * findings_json.h - one finding as a value of JSON, for whatever holds findings.
 */
#ifndef SEAMAP_FINDINGS_JSON_H
#define SEAMAP_FINDINGS_JSON_H

#include "findings.h"
#include <jansson.h>

/* The finding as schema "seamap.findings/1" has it; the caller's. */
json_t *findings_make_json(const Finding *finding);

#endif
