/*
 * Validates SARIF files against the 2.1.0 schema: node tests/sarif.mjs FILE…
 *
 * The schema comes with @microsoft/jest-sarif, so no network is needed. Exit code 77 (skipped) when it is not installed.
 */
import fs from "node:fs";
import { createRequire } from "node:module";

const SCHEMA = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

function load() {
  const require = createRequire(import.meta.url);
  try {
    return { Ajv: require("ajv"), schema: require(SCHEMA), draft: require("ajv/lib/refs/json-schema-draft-04.json") };
  } catch (error) {
    console.log(`skipped: ${error.message.split("\n")[0]}`);
    process.exit(77);
  }
}

function makeValidator() {
  const { Ajv, schema, draft } = load();
  const ajv = new Ajv({ schemaId: "auto", allErrors: true });
  if (/draft-04/.test(schema.$schema)) ajv.addMetaSchema(draft);
  return ajv.compile(schema);
}

/* What the schema cannot say, and GitHub asks for. */
function* complaints(log) {
  for (const run of log.runs) {
    if (run.results.length > 5000) yield "more than 5000 results";
    for (const result of run.results) {
      if (run.tool.driver.rules[result.ruleIndex]?.id !== result.ruleId) yield `${result.ruleId}: ruleIndex is wrong`;
      if (!Object.keys(result.partialFingerprints).length) yield `${result.ruleId}: has no fingerprint`;
      for (const location of result.locations) {
        const { uri } = location.physicalLocation.artifactLocation;
        if (/^\/|^\w+:|\\/.test(uri)) yield `${uri}: is no relative URI`;
      }
    }
  }
}

const validate = makeValidator();
let failed = 0;
for (const file of process.argv.slice(2)) {
  const log = JSON.parse(fs.readFileSync(file, "utf8"));
  const problems = validate(log)
    ? [...complaints(log)]
    : validate.errors.map((error) => `${error.dataPath}: ${error.message}`);
  for (const problem of problems) console.log(`${file}: ${problem}`);
  failed += problems.length > 0;
}
console.log(`${process.argv.length - 2} files, ${failed} wrong`);
process.exit(failed ? 1 : 0);
