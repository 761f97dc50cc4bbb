// Proves that an editor understands a dossier: .ci/yaml-language-server.mjs VOORTGANG SERVER DOSSIER…
//
// VOORTGANG is the program, SERVER the package yaml-language-server (what VS Code's YAML extension runs). For a copy of
// each DOSSIER the schemas are written, the server is started with the settings that were written beside them, and each
// YAML file is opened: none may get a remark. Then, in the first dossier: keys and words are completed and explained in
// Dutch, and mistakes are marked, by the settings and by the line at the top of a file alike.
// Exit 0: all went well; 1: something did not; 2: usage.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [program, server, ...dossiers] = process.argv.slice(2).map((path) => resolve(path));
if (dossiers.length === 0) {
    console.error('gebruik: yaml-language-server.mjs VOORTGANG SERVER DOSSIER…');
    process.exit(2);
}
const PATIENCE = 30_000;
/** Where the cursor stands in a text. */
const HERE = '¦';
const faults = [];
let checks = 0;

function check(holds, what) {
    checks += 1;
    if (!holds) faults.push(what);
}

/** One run of the server for one dossier: requests, and what it says of each file. */
class Editor {
    constructor(folder, settings) {
        this.folder = folder;
        this.settings = settings;
        this.waiting = new Map();
        this.remarks = new Map();
        this.next = 1;
        this.version = 1;
        this.buffer = Buffer.alloc(0);
        this.process = spawn(process.execPath, [join(server, 'bin/yaml-language-server'), '--stdio'], {
            stdio: ['pipe', 'pipe', 'inherit'],
        });
        this.process.stdout.on('data', (data) => this.take(data));
    }

    take(data) {
        this.buffer = Buffer.concat([this.buffer, data]);
        for (;;) {
            const end = this.buffer.indexOf('\r\n\r\n');
            if (end < 0) return;
            const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.subarray(0, end).toString())[1]);
            if (this.buffer.length < end + 4 + length) return;
            const message = JSON.parse(this.buffer.subarray(end + 4, end + 4 + length).toString());
            this.buffer = this.buffer.subarray(end + 4 + length);
            this.handle(message);
        }
    }

    handle({ id, method, params, result, error }) {
        if (method === 'textDocument/publishDiagnostics') {
            this.remarks.get(params.uri)?.(params.diagnostics);
        } else if (method === 'workspace/configuration') {
            this.send({ id, result: params.items.map((item) => (item.section === 'yaml' ? this.settings : {})) });
        } else if (method !== undefined && id !== undefined) {
            this.send({ id, result: null });
        } else if (method === undefined) {
            const [done, fail] = this.waiting.get(id);
            error ? fail(new Error(JSON.stringify(error))) : done(result);
        }
    }

    send(message) {
        const text = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
        this.process.stdin.write(`Content-Length: ${text.length}\r\n\r\n`);
        this.process.stdin.write(text);
    }

    patiently(what, start) {
        return new Promise((done, fail) => {
            const timer = setTimeout(() => fail(new Error(`geen antwoord van de server: ${what}`)), PATIENCE);
            start((value) => (clearTimeout(timer), done(value)), (reason) => (clearTimeout(timer), fail(reason)));
        });
    }

    ask(method, params) {
        const id = this.next++;
        return this.patiently(method, (done, fail) => {
            this.waiting.set(id, [done, fail]);
            this.send({ id, method, params });
        });
    }

    async start() {
        const uri = pathToFileURL(this.folder).href;
        const markup = { documentationFormat: ['markdown', 'plaintext'], snippetSupport: true };
        await this.ask('initialize', {
            processId: process.pid,
            rootUri: uri,
            workspaceFolders: [{ uri, name: basename(this.folder) }],
            capabilities: {
                workspace: { configuration: true, workspaceFolders: true },
                textDocument: {
                    completion: { completionItem: markup },
                    hover: { contentFormat: ['markdown'] },
                    publishDiagnostics: {},
                },
            },
        });
        this.send({ method: 'initialized', params: {} });
        this.send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml: this.settings } } });
        return this;
    }

    uri(name) {
        return pathToFileURL(join(this.folder, name)).href;
    }

    /** Opens a text under the name of a file; gives what the server says of it. */
    open(name, text) {
        const uri = this.uri(name);
        const said = this.patiently(name, (done) => this.remarks.set(uri, done));
        this.send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: this.version++, text } } });
        return said;
    }

    /** Closes a file; the server then takes back what it said of it. */
    async close(name) {
        const uri = this.uri(name);
        const taken = this.patiently(`${name} sluiten`, (done) => this.remarks.set(uri, done));
        this.send({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
        await taken;
    }

    async remarksOn(name, text) {
        const said = await this.open(name, text);
        await this.close(name);
        return said.map(({ range, message }) => `${name}:${range.start.line + 1}: ${message}`);
    }

    async at(method, name, text, needle) {
        await this.open(name, text.replace(HERE, ''));
        const before = text.slice(0, text.indexOf(needle) + (needle === HERE ? 0 : needle.length - 1));
        const position = { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') - 1 };
        const found = await this.ask(method, { textDocument: { uri: this.uri(name) }, position });
        await this.close(name);
        return found;
    }

    /** What is offered at the sign [`HERE`] in a text: the explanation of each label. */
    async offered(name, text) {
        const found = await this.at('textDocument/completion', name, text, HERE);
        return new Map((found.items ?? found).map((item) => [item.label, item.documentation?.value ?? item.documentation ?? '']));
    }

    /** What is shown over the end of the first place of some words in a text. */
    async shown(name, text, word) {
        const found = await this.at('textDocument/hover', name, text, word);
        return (found?.contents?.value ?? '').replaceAll('\\', '');
    }

    async stop() {
        await this.ask('shutdown', null);
        this.send({ method: 'exit' });
    }
}

/** The YAML files of a folder, by their names within it. */
function yamlFiles(folder) {
    return readdirSync(folder, { recursive: true })
        .map(String)
        .filter((name) => name.endsWith('.yaml') && !name.startsWith('intern'))
        .map((name) => name.replaceAll('\\', '/'))
        .sort();
}

function without(text, key) {
    return text.replace(new RegExp(`^${key}:.*\n(?: .*\n)*`, 'm'), '');
}

async function keysAndWords(editor) {
    const name = yamlFiles(editor.folder).find((file) => file.startsWith('indicatoren/'));
    const text = readFileSync(join(editor.folder, name), 'utf8');
    const plain = without(text, 'streefwaarde').trimEnd();

    const keys = await editor.offered(name, `${plain}\n${HERE}`);
    check(/afgesproken te bereiken/.test(keys.get('streefwaarde')), `bij een lege regel: streefwaarde = ${keys.get('streefwaarde')}`);
    check(!keys.has('reeks'), 'een sleutel die er al is, wordt weer aangeboden');

    const inRow = await editor.offered(name, `${text.trimEnd()}\nbreuken:\n  - ${HERE}`);
    check(/nieuwe methode/.test(inRow.get('datum')), `in een methodebreuk: datum = ${inRow.get('datum')}`);

    const words = await editor.offered(name, `${without(text, 'richting').trimEnd()}\nrichting: ${HERE}`);
    check(/hogere waarde is beter/i.test(words.get('stijgt')), `achter richting: stijgt = ${words.get('stijgt')}`);

    const key = await editor.shown(name, text, 'bekend-op');
    check(/dag waarop dit bekend werd/i.test(key), `bekend-op: ${key}`);
    check(/datum: jaar, maand, dag/i.test(key), `bekend-op heeft geen notatie: ${key}`);
    const choice = 'telling: momentopname';
    const word = await editor.shown(name, text.replace(/^telling: .*/m, choice), choice);
    check(/stand op dat moment/i.test(word), `momentopname: ${word}`);

    for (const [wrong, expected] of [
        [`${plain}\nstreefwarde: {verschil: 0,5 punt}\n`, /streefwarde/],
        [text.replace(/bekend-op: \S+\b/, 'bekend-op: 31-12-2021'), /schrijf een datum als jaar-maand-dag/],
        [text.replace(/^richting: .*/m, 'richting: omhoog'), /schrijf `stijgt` of `daalt`/],
        [text.replace(/^naam: .*/m, 'naam:'), /vul hier tekst in/],
        [without(text, 'populatie'), /populatie/],
    ]) {
        const said = await editor.remarksOn(name, wrong);
        check(said.some((remark) => expected.test(remark)), `${expected} niet gemeld: ${said.join('; ') || 'geen opmerking'}`);
    }

    const deal = readFileSync(join(editor.folder, 'deal.yaml'), 'utf8');
    const provisions = await editor.offered('deal.yaml', `${without(deal, 'bepalingen').trimEnd()}\nbepalingen:\n  ${HERE}`);
    check(/geld per pijler/.test(provisions.get('rapportage-financien')), `bepalingen: ${[...provisions.keys()]}`);
}

/** What refers to something of the dossier: ids that are there are offered with their name, others are taken too. */
async function ids(editor) {
    const project = yamlFiles(editor.folder).find((file) => file.startsWith('projecten/'));
    const text = readFileSync(join(editor.folder, project), 'utf8');
    const id = basename(project, '.yaml');
    const name = /^naam: "?(.*?)"?$/m.exec(text)[1];

    const inRow = await editor.offered('bestedingen/1999.yaml', `regels:\n  - project: ${HERE}`);
    check(inRow.get(id) === name, `achter project: ${id} = ${inRow.get(id)}`);
    const inList = await editor.offered('projecten/proef.yaml', `doorstroom-naar:\n  - ${HERE}`);
    check(inList.get(id) === name, `in doorstroom-naar: ${id} = ${inList.get(id)}`);
    const inGroup = await editor.offered('verslagen/1999.yaml', `projecten:\n  ${HERE}`);
    check(inGroup.get(id)?.includes(name), `onder projecten: ${id} = ${inGroup.get(id)}`);
    const other = await editor.remarksOn('bestedingen/1998.yaml', 'regels:\n  - {project: nog-niet-gemaakt, t-m: 1998-12-31, bekend-op: 1999-01-01, gerealiseerd: 1}\n');
    check(other.length === 0, other.join('; '));
}

/** The line at the top of a file does what the settings do. */
async function byItsFirstLine(folder, lines) {
    const editor = await new Editor(folder, { hover: true, completion: true, validate: true }).start();
    for (const name of yamlFiles(folder)) {
        const line = lines.get(name.includes('/') ? `${name.split('/')[0]}/*.yaml` : name);
        const said = await editor.remarksOn(name, `${line}\nonbekende-sleutel: 1\n`);
        check(said.some((remark) => remark.includes('onbekende-sleutel')), `${name}: de regel ${line} werkt niet`);
    }
    await editor.stop();
}

const place = mkdtempSync(join(tmpdir(), 'voortgang-editor-'));
try {
    for (const [index, dossier] of dossiers.entries()) {
        const folder = join(place, basename(dossier));
        cpSync(dossier, folder, { recursive: true });
        const said = execFileSync('sh', ['-c', '"$0" schema "$1" 2>&1 >/dev/null', program, folder], { encoding: 'utf8' });
        const lines = new Map([...said.matchAll(/^ {2}(\S+) +(# yaml-language-server: .*)$/gm)].map(([, files, line]) => [files, line]));
        const settings = JSON.parse(readFileSync(join(folder, '.vscode/settings.json'), 'utf8'));
        const yaml = { schemas: settings['yaml.schemas'], hover: true, completion: true, validate: true };
        const editor = await new Editor(folder, yaml).start();
        for (const name of yamlFiles(folder)) {
            const found = await editor.remarksOn(name, readFileSync(join(folder, name), 'utf8'));
            check(found.length === 0, found.join('\n'));
        }
        if (index === 0) {
            await keysAndWords(editor);
            await ids(editor);
        }
        await editor.stop();
        if (index === 0) await byItsFirstLine(folder, lines);
    }
} finally {
    rmSync(place, { recursive: true, force: true });
}
faults.forEach((fault) => console.error(fault));
console.log(`yaml-language-server: ${checks} controles, ${faults.length} fouten`);
process.exit(faults.length === 0 ? 0 : 1);
