// Draws diagrams with the real Mermaid in a real browser, to look at and to find what only a browser shows: an error
// box, a label that is cut off, a node that is missing.
//
//     node tests/mermaid/render.mjs [--mermaid 10|11|12] [--theme default|dark] [--scale 2] [-o DIRECTORY] FILE|DIRECTORY…
//
// With -o, each diagram becomes NAME.svg and NAME.png there. Exit code 1 when a diagram is wrong, 77 (skipped) when
// there is none or no Chromium. The environment variable CHROMIUM names another browser.
import fs from 'node:fs';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {findBrowser, launch} from './browser.mjs';
import {VERSIONS, bundle, complain, listFiles, readDeclared, readDiagrams} from './mermaid.mjs';

const BACKGROUND = {default: '#ffffff', dark: '#0d1117'}; // GitHub's

/** Runs in the page: draws, and gives back what a reader would complain about. */
async function draw({text, theme, background, id}) {
    document.body.style.cssText = `margin: 0; padding: 16px; width: max-content; background: ${background}`;
    const picture = document.createElement('div');
    picture.id = 'picture';
    document.body.replaceChildren(picture);
    // Without a theme, each version shows the one it has by default, as hosts do.
    mermaid.initialize({startOnLoad: false, ...(theme === 'default' ? {} : {theme}), flowchart: {useMaxWidth: false}});
    const {svg} = await mermaid.render(id, text);
    picture.innerHTML = svg;
    const root = picture.querySelector('svg');
    const complaints = [];
    if (root.getAttribute('aria-roledescription') === 'error' || root.querySelector('.error-icon')) {
        complaints.push('Mermaid drew its error box');
    }
    const inside = (inner, outer) => inner.left >= outer.left - 1.5 && inner.right <= outer.right + 1.5 &&
                                     inner.top >= outer.top - 1.5 && inner.bottom <= outer.bottom + 1.5;
    const frame = root.getBoundingClientRect();
    for (const box of root.querySelectorAll('foreignObject')) {
        const content = box.querySelector('span, p, div');
        if (!content || content.textContent.trim() === '') {
            continue;
        }
        const range = document.createRange();
        range.selectNodeContents(box);
        const words = range.getBoundingClientRect();
        const quoted = JSON.stringify(content.textContent.trim().slice(0, 60));
        if (!inside(words, box.getBoundingClientRect())) {
            complaints.push(`the label ${quoted} is cut off`);
        } else if (!inside(words, frame)) {
            complaints.push(`the label ${quoted} lies outside the picture`);
        }
        const shape = box.closest('.node')?.querySelector('.label-container, rect, polygon, path, circle');
        if (shape && !inside(words, shape.getBoundingClientRect())) {
            complaints.push(`the label ${quoted} is larger than its node`);
        }
    }
    return {svg, complaints, nodes: root.querySelectorAll('.node').length,
            edges: root.querySelectorAll('.edgePaths path[id], .edges path.flowchart-link').length,
            width: Math.ceil(frame.width), height: Math.ceil(frame.height)};
}

/** Names of the output files: the last parts of the path that tell all inputs apart. */
function outputNames(diagrams) {
    const parts = diagrams.map(({name}) => name.replace(/\.(mmd|md)(?=$|:)/, '').replace(':', '-').split('/')
        .filter(part => !['', '.', '..'].includes(part)));
    for (let depth = 1; ; depth++) {
        const names = parts.map(part => part.slice(-depth).join('-'));
        if (new Set(names).size === names.length || depth > 50) {
            return names;
        }
    }
}

async function main() {
    const {values, positionals} = parseArgs({
        options: {
            mermaid: {type: 'string', default: '11'},
            theme: {type: 'string', default: 'default'},
            scale: {type: 'string', default: '2'},
            output: {type: 'string', short: 'o'},
        },
        allowPositionals: true,
    });
    if (!VERSIONS.includes(values.mermaid) || !(values.theme in BACKGROUND)) {
        console.error(`render.mjs: --mermaid is one of ${VERSIONS}, --theme one of ${Object.keys(BACKGROUND)}`);
        return 2;
    }
    const diagrams = listFiles(positionals).flatMap(readDiagrams);
    const executablePath = findBrowser();
    if (diagrams.length === 0 || !executablePath) {
        console.log(`${executablePath ? 'no diagrams' : 'no Chromium'} found: skipped`);
        return 77;
    }
    if (values.output) {
        fs.mkdirSync(values.output, {recursive: true});
    }
    const names = outputNames(diagrams);
    const browser = await launch(executablePath);
    let passed = 0, failed = 0;
    try {
        const context = await browser.newContext({deviceScaleFactor: Number(values.scale), offline: true,
                                                  colorScheme: values.theme === 'dark' ? 'dark' : 'light'});
        await context.route('**', route => route.abort()); // nothing is fetched, least of all by a hostile label
        const page = await context.newPage();
        await page.setContent('<!doctype html><body></body>');
        await page.addScriptTag({path: bundle(values.mermaid)});
        for (const [index, {name, text}] of diagrams.entries()) {
            const complaints = [];
            let size = '';
            try {
                const declared = readDeclared(text);
                const drawn = await page.evaluate(draw, {text, theme: values.theme, id: `diagram${index}`,
                                                         background: BACKGROUND[values.theme]});
                complaints.push(...drawn.complaints);
                if (drawn.nodes !== declared.nodes.size) {
                    complaints.push(`${declared.nodes.size} nodes declared, ${drawn.nodes} drawn`);
                }
                if (drawn.edges !== declared.edges.length) {
                    complaints.push(`${declared.edges.length} edges declared, ${drawn.edges} drawn`);
                }
                size = `${drawn.width} x ${drawn.height}`;
                if (values.output) {
                    const base = path.join(values.output, names[index]);
                    fs.writeFileSync(`${base}.svg`, drawn.svg);
                    await page.setViewportSize({width: Math.min(drawn.width + 32, 8000),
                                                height: Math.min(drawn.height + 32, 8000)});
                    await page.screenshot({path: `${base}.png`});
                    size += `, ${base}.png`;
                }
            } catch (error) {
                complaints.push(error.message.split('\n').slice(0, 4).join(' '));
            }
            complaints.length === 0 ? passed++ : failed++;
            console.log(`${name}: ${size}`);
            complaints.forEach(complaint => console.log(`${name}: Mermaid ${values.mermaid}: ${complaint}`));
        }
    } finally {
        await browser.close();
    }
    console.log(`${diagrams.length} diagrams drawn with Mermaid ${values.mermaid}, ${values.theme} theme: ` +
                `${passed} passed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
}

process.exit(await main().catch(complain));
