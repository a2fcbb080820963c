// Shared by parse.mjs and render.mjs: which files hold diagrams, and what the lines of a diagram declare.
import fs from 'node:fs';
import path from 'node:path';

export const VERSIONS = ['10', '11', '12'];

// What GitHub and other hosts leave at Mermaid's defaults; beyond it they show an error box.
export const MAX_TEXT = 50000; // UTF-16 units
export const MAX_EDGES = 500;

/** The browser bundle of a version: one file without imports, the same in jsdom and in Chromium. */
export function bundle(version) {
    return new URL(`../../node_modules/mermaid${version}/dist/mermaid.min.js`, import.meta.url).pathname;
}

/** What the command line says when it cannot do its work; 2 is its exit code. */
export function complain(error) {
    console.error(`error: ${error.message}`);
    return 2;
}

/** All .mmd and .md files among files and directories, in a stable order; the input of a case, src/, has none of ours. */
export function listFiles(arguments_) {
    const files = [];
    const walk = name => {
        if (!fs.statSync(name).isDirectory()) {
            files.push(name);
            return;
        }
        for (const entry of fs.readdirSync(name).sort()) {
            const child = path.join(name, entry);
            if (fs.statSync(child).isDirectory() ? entry !== 'src' : /\.(mmd|md)$/.test(entry)) {
                walk(child);
            }
        }
    };
    arguments_.forEach(walk);
    return files;
}

/** The diagrams of a file: [{name, text}]. Markdown holds them in ```mermaid fences. */
export function readDiagrams(file) {
    const text = fs.readFileSync(file, 'utf8');
    if (!file.endsWith('.md')) {
        return [{name: file, text}];
    }
    const diagrams = [];
    let fence = null;
    text.split('\n').forEach((line, index) => {
        if (fence === null) {
            const open = line.match(/^ {0,3}(`{3,})mermaid\s*$/);
            if (open) {
                fence = {mark: open[1], line: index + 2, lines: []};
            }
        } else if (line.trim().startsWith(fence.mark) && /^ {0,3}`+\s*$/.test(line)) {
            diagrams.push({name: `${file}:${fence.line}`, text: fence.lines.join('\n') + '\n'});
            fence = null;
        } else {
            fence.lines.push(line);
        }
    });
    if (fence !== null) {
        throw new Error(`${file}:${fence.line}: the fence is not closed`);
    }
    return diagrams;
}

const ID = '[A-Za-z][A-Za-z0-9_]*';
const NODE = new RegExp(`^(${ID})(?:\\[\\[|\\[\\(|\\(\\[|\\{\\{|\\[|\\()"([^"]*)"(?:\\]\\]|\\)\\]|\\]\\)|\\}\\}|\\]|\\))(?::::(${ID}))?$`);
const EDGE = new RegExp(`^(${ID}) ([-=.<xo~>]{3,})(?:\\|"([^"]*)"\\|)? (${ID})$`);
const SUBGRAPH = new RegExp(`^subgraph (${ID})(?:\\["([^"]*)"\\])?$`);
const OTHER = /^(flowchart |graph |direction (TB|TD|BT|LR|RL)$|classDef |class |style |linkStyle |click |accTitle: |accDescr: |%%)/;

/**
 * Reads a diagram by its lines, each of which is one statement in seamap's output. It is not Mermaid's grammar on
 * purpose: where the two disagree, Mermaid swallowed something.
 */
export function readDeclared(text) {
    const declared = {nodes: new Map(), edges: [], groups: new Map()};
    const open = [];
    let inFrontMatter = false;
    text.split(/\r?\n/).forEach((raw, index) => {
        const line = raw.trim();
        const fail = what => {
            throw new Error(`line ${index + 1}: ${what}: ${line}`);
        };
        if (line === '---' && (index === 0 || inFrontMatter)) {
            inFrontMatter = !inFrontMatter;
            return;
        }
        if (inFrontMatter || line === '') {
            return;
        }
        let match;
        if (line === 'end') {
            open.pop() ?? fail('no subgraph is open');
        } else if ((match = line.match(SUBGRAPH))) {
            declared.groups.has(match[1]) && fail('the group is there already');
            declared.groups.set(match[1], {title: match[2] ?? match[1], members: []});
            open.at(-1)?.members.push(match[1]);
            open.push(declared.groups.get(match[1]));
        } else if ((match = line.match(NODE))) {
            declared.nodes.has(match[1]) && fail('the node is there already');
            declared.nodes.set(match[1], match[2]);
            open.at(-1)?.members.push(match[1]);
        } else if ((match = line.match(EDGE))) {
            declared.edges.push({from: match[1], to: match[4], label: match[3] ?? ''});
        } else if (!OTHER.test(line)) {
            fail('not a statement that seamap writes');
        }
    });
    open.length && (() => { throw new Error('a subgraph is not closed'); })();
    for (const edge of declared.edges) {
        for (const end of [edge.from, edge.to]) {
            if (!declared.nodes.has(end) && !declared.groups.has(end)) {
                throw new Error(`an edge ends at ${end}, which is not declared`);
            }
        }
    }
    return declared;
}
