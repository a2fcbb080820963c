// Tests parse.mjs on texts with a known answer: the traps are real, and each of them must be reported.
import {MAX_EDGES, VERSIONS} from './mermaid.mjs';
import {checkDiagram, loadMermaid} from './parse.mjs';

const good = {
    'all shapes': 'flowchart TB\n  accTitle: a: b #1\n  a["A"]\n  b("B")\n  c(["C"])\n  d[["D"]]\n  e[("E")]\n  f{{"F"}}:::x\n  classDef x fill:#fff,stroke:#000,color:#000\n',
    'all lines': 'flowchart LR\n  a["A"]\n  b["B"]\n  a --> b\n  a ==> b\n  a -.-> b\n  a --x b\n  a --- b\n  a -->|"1. go"| b\n',
    'groups in groups': 'flowchart TB\n  subgraph g_a["A"]\n    subgraph g_b["B"]\n      a["A"]\n    end\n    b["B"]\n  end\n  a --> b\n',
    'line breaks': 'flowchart TB\n  a["A<br/>b"]\n  a -->|"c<br/>d"| a\n',
    'entities': 'flowchart TB\n  a["#quot;x#quot; #lt;T#gt; #amp; #35; direction#32;TB"]\n',
    'front matter': '---\ntitle: "a: b"\n---\nflowchart TB\n  a["A"]\n',
};
const bad = {
    'direction in a label': 'flowchart TB\n  a["x direction TB y"]\n  b["B"]\n',
    'direction in an edge label': 'flowchart TB\n  a["A"]\n  b["B"]\n  a -->|"direction LR"| b\n',
    'node that is a keyword': 'flowchart TB\n  click["A"]\n  b["B"]\n  click --> b\n',
    'edge to a node that is not declared': 'flowchart TB\n  a["A"]\n  a --> b\n',
    'empty label': 'flowchart TB\n  a[""]\n',
    'empty group': 'flowchart TB\n  a["A"]\n  subgraph g["G"]\n  end\n  end\n',
    'too many edges': 'flowchart TB\n  a["A"]\n' + '  a --> a\n'.repeat(MAX_EDGES + 1),
    'too much text': 'flowchart TB\n' + `  %% ${'x'.repeat(50000)}\n` + '  a["A"]\n',
    'not one statement a line': 'flowchart TB\n  a["A"] --> b["B"]\n',
    'node in two groups': 'flowchart TB\n  subgraph g["G"]\n    a["A"]\n  end\n  subgraph h["H"]\n    a["A"]\n  end\n',
    'group with the id of its node': 'flowchart TB\n  subgraph a["G"]\n    a["A"]\n  end\n',
    'title as another type': 'sequenceDiagram\n  a->>b: hello\n',
};

let passed = 0, failed = 0;
for (const version of VERSIONS) {
    const loaded = loadMermaid(version);
    const check = async (name, text, wanted) => {
        const error = await checkDiagram(loaded, text).then(() => null, reason => reason);
        if ((error === null) === wanted) {
            passed++;
        } else {
            failed++;
            console.log(`Mermaid ${version}: ${name}: ${wanted ? error.message : 'was not reported'}`);
        }
    };
    for (const [name, text] of Object.entries(good)) {
        await check(name, text, true);
    }
    for (const [name, text] of Object.entries(bad)) {
        await check(name, text, false);
    }
    loaded.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
