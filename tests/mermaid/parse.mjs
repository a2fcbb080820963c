// Parses diagrams with the real Mermaid, in the three versions that hosts run today, and compares what it understood
// with what the lines declare: Mermaid swallows some statements without a word.
//
//     node tests/mermaid/parse.mjs [--mermaid 10,11,12] FILE|DIRECTORY…
//
// Exit code 1 when a diagram is wrong, 77 (skipped) when there is none.
import fs from 'node:fs';
import vm from 'node:vm';
import {pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';
import {JSDOM} from 'jsdom';
import {MAX_EDGES, MAX_TEXT, VERSIONS, bundle, complain, listFiles, readDeclared, readDiagrams} from './mermaid.mjs';

/** Mermaid of a version, in a window of its own. */
export function loadMermaid(version) {
    const dom = new JSDOM('<!doctype html><body></body>', {runScripts: 'outside-only', pretendToBeVisual: true});
    dom.window.structuredClone = structuredClone; // browsers have it, jsdom does not
    const code = fs.readFileSync(bundle(version), 'utf8');
    new vm.Script(code, {filename: bundle(version)}).runInContext(dom.getInternalVMContext());
    const mermaid = dom.window.mermaid;
    mermaid.initialize({startOnLoad: false, logLevel: 'fatal'});
    return {version, mermaid, close: () => dom.window.close()};
}

/** Mermaid keeps `#35;` as a placeholder until it draws, and its sanitiser spells line breaks in its own way. */
function restoreText(text) {
    return text.replaceAll('<br>', '<br/>').replaceAll('&nbsp;', '\u00a0').replace(/ﬂ°°(\d+)¶ß/g, '#$1;').replace(/ﬂ°(\w+)¶ß/g, '#$1;');
}

function entriesOf(table) {
    return typeof table.entries === 'function' ? [...table.entries()] : Object.entries(table);
}

function compare(what, declared, understood) {
    const [want, got] = [declared.join('\n').split('\n'), understood.join('\n').split('\n')];
    for (let i = 0; i < Math.max(want.length, got.length); i++) {
        if (want[i] !== got[i]) {
            throw new Error(`${what}: declared ${want[i] ?? 'nothing'}, understood ${got[i] ?? 'nothing'}`);
        }
    }
}

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Throws when this Mermaid rejects the text or understands something else than its lines declare. */
export async function checkDiagram({mermaid}, text) {
    if (text.length > MAX_TEXT) {
        throw new Error(`${text.length} UTF-16 units, more than ${MAX_TEXT}`);
    }
    const declared = readDeclared(text);
    if (declared.edges.length > MAX_EDGES) {
        throw new Error(`${declared.edges.length} edges, more than ${MAX_EDGES}`);
    }
    await mermaid.parse(text);
    const {type, db} = await mermaid.mermaidAPI.getDiagramFromText(text);
    if (!type.startsWith('flowchart')) {
        throw new Error(`a diagram of type ${type}`);
    }
    const label = value => JSON.stringify(restoreText(value ?? ''));
    compare('node', [...declared.nodes].map(([id, text]) => `${id} ${JSON.stringify(text)}`).sort(byText),
            entriesOf(db.getVertices()).filter(([id]) => !declared.groups.has(id))
                .map(([id, vertex]) => `${id} ${label(vertex.text)}`).sort(byText));
    compare('edge', declared.edges.map(edge => `${edge.from} -> ${edge.to} ${JSON.stringify(edge.label)}`),
            db.getEdges().map(edge => `${edge.start} -> ${edge.end} ${label(edge.text)}`));
    // Mermaid drops a group with nothing in it, unless an edge names it.
    const members = list => [...list].sort(byText).join(' ');
    compare('group', [...declared.groups].map(([id, group]) => `${id} ${JSON.stringify(group.title)} ${members(group.members)}`).sort(byText),
            db.getSubGraphs().map(group => `${group.id} ${label(group.title)} ${members(group.nodes)}`).sort(byText));
}

async function main() {
    const {values, positionals} = parseArgs({
        options: {mermaid: {type: 'string', default: VERSIONS.join(',')}}, allowPositionals: true});
    const diagrams = listFiles(positionals).flatMap(readDiagrams);
    if (diagrams.length === 0) {
        console.log('no diagrams found: skipped');
        return 77;
    }
    let passed = 0, failed = 0;
    for (const version of values.mermaid.split(',')) {
        const loaded = loadMermaid(version);
        for (const {name, text} of diagrams) {
            try {
                await checkDiagram(loaded, text);
                passed++;
            } catch (error) {
                console.log(`${name}: Mermaid ${version}: ${error.message}`);
                failed++;
            }
        }
        loaded.close();
    }
    console.log(`${diagrams.length} diagrams with Mermaid ${values.mermaid}: ${passed} passed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    process.exit(await main().catch(complain));
}
