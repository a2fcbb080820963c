// Opens pages in a real browser and says what Mermaid has drawn in them:
//
//     node tests/docs-builds/open.mjs [--shots DIRECTORY] URL COUNT …
//
// Waits until a page shows COUNT diagrams. Prints JSON: {URL: {diagrams: [{title, description, nodes, edges,
// contrast, shown}], foreign: [URLs of other hosts that the page asked for]}}. Exit code 77 when there is no Chromium.
import path from 'node:path';
import {parseArgs} from 'node:util';
import {findBrowser, launch} from '../mermaid/browser.mjs';

const PATIENCE = 30000; // milliseconds

/** Runs in the page, before its own scripts: what a theme draws into closed shadow trees can be looked at, too. */
function openShadows() {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (options) {
        return attach.call(this, {...options, mode: 'open'});
    };
}

/** Runs in the page. */
function findDiagrams() {
    const found = [];
    const luminance = color => {
        const [red, green, blue] = color.match(/[\d.]+/g).slice(0, 3).map(Number).map(
            part => part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    /** How well the words of a node are told from its ground, as WCAG has it: from 1 to 21. */
    const contrast = node => {
        const words = [...node.querySelectorAll('foreignObject *')].filter(element => element.childElementCount === 0 ||
                                                                          element.tagName === 'P').at(-1);
        const shape = node.querySelector('.label-container') ?? node.querySelector('rect, polygon, path');
        const two = [luminance(getComputedStyle(words.closest('p') ?? words).color),
                     luminance(getComputedStyle(shape.querySelector?.('path') ?? shape).fill)].sort((a, b) => b - a);
        return (two[0] + 0.05) / (two[1] + 0.05);
    };
    const search = root => {
        for (const svg of root.querySelectorAll('svg[aria-roledescription]')) {
            const box = svg.getBoundingClientRect();
            found.push({title: svg.querySelector('title')?.textContent, kind: svg.getAttribute('aria-roledescription'),
                        description: svg.querySelector('desc')?.textContent, nodes: svg.querySelectorAll('.node').length,
                        edges: svg.querySelectorAll('path.flowchart-link').length,
                        contrast: Math.min(...[...svg.querySelectorAll('.node')].map(contrast)),
                        shown: box.width > 50 && box.height > 50});
        }
        for (const element of root.querySelectorAll('*')) {
            if (element.shadowRoot) {
                search(element.shadowRoot);
            }
        }
    };
    search(document);
    return found;
}

async function open(context, url, count) {
    const page = await context.newPage();
    const foreign = [];
    await page.route('**', route => {
        if (new URL(route.request().url()).host === new URL(url).host) {
            return route.continue();
        }
        foreign.push(route.request().url());
        return route.abort();
    });
    await page.addInitScript(openShadows);
    await page.goto(url);
    let diagrams = [];
    for (const start = Date.now(); diagrams.length < count && Date.now() - start < PATIENCE;) {
        await page.waitForTimeout(50);
        diagrams = (await page.evaluate(findDiagrams)).filter(diagram => diagram.nodes > 0);
    }
    return {page, diagrams, foreign};
}

async function main() {
    const {values, positionals} = parseArgs({options: {shots: {type: 'string'}}, allowPositionals: true});
    const executablePath = findBrowser();
    if (!executablePath) {
        console.error('no Chromium found: skipped');
        return 77;
    }
    const browser = await launch(executablePath);
    const result = {};
    try {
        const context = await browser.newContext({viewport: {width: 1400, height: 1000}});
        for (let i = 0; i < positionals.length; i += 2) {
            const {page, diagrams, foreign} = await open(context, positionals[i], Number(positionals[i + 1]));
            result[positionals[i]] = {diagrams, foreign};
            if (values.shots) {
                await page.screenshot({path: path.join(values.shots, `${i / 2}.png`), fullPage: true});
            }
            await page.close();
        }
    } finally {
        await browser.close();
    }
    console.log(JSON.stringify(result));
    return 0;
}

process.exitCode = await main();
