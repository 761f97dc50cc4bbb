// The work of .ci/axe: node axe.mjs NODE_MODULES CHROMIUM VERSLAG.html…
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, chromium, ...files] = process.argv.slice(2);
const { default: puppeteer } = await import(
    pathToFileURL(createRequire(join(resolve(modules), "here.js")).resolve("puppeteer-core"))
);
const axe = readFileSync(join(modules, "axe-core/axe.min.js"), "utf8");
const screenshots = process.env.VOORTGANG_SCREENSHOTS;
if (screenshots) mkdirSync(screenshots, { recursive: true });

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const SIZES = [{ width: 1280, height: 900 }, { width: 320, height: 640 }];
const SCHEMES = ["light", "dark"];
// How many pictures of a page are enough to see its parts.
const PICTURES = 8;

const browser = await puppeteer
    .launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] })
    .catch((error) => {
        console.error(`axe: Chromium start niet: ${error.message}`);
        process.exit(2);
    });
let failed = false;

/** What is wrong with a page at one size and in one scheme, a line each. */
async function faults(file, size, scheme) {
    const page = await browser.newPage();
    const found = [];
    // What a page asks for besides itself, it does not hold itself.
    page.on("request", (request) => {
        if (!/^(file|data):/.test(request.url())) found.push(`vraagt om ${request.url()}`);
    });
    await page.setViewport(size);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.goto(pathToFileURL(resolve(file)).href, { waitUntil: "load" });
    const wide = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return [];
        const scrolls = (element) => element.closest(".scroll");
        const out = [...document.body.querySelectorAll("*")].filter(
            (element) => !scrolls(element) && element.getBoundingClientRect().right > clientWidth + 1,
        );
        return [`${scrollWidth} pixels breed`, ...out.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
    });
    if (wide.length) found.push(`schuift opzij: ${wide.join(" | ")}`);
    // The policy of the page keeps scripts out; the browser's own side door does not need it.
    await page.evaluate(axe);
    const { violations, incomplete } = await page.evaluate(
        (tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations", "incomplete"] }),
        TAGS,
    );
    // What axe-core cannot tell is no pass. It cannot tell the contrast of the words in a drawing, which the tests of the
    // charts hold, of a sign that is hidden from readers, and on a narrow screen of a cell that is scrolled out of sight,
    // which it tells on the wide one.
    const isKnown = (rule, node) =>
        rule.id === "color-contrast" &&
        (/^<text\b|aria-hidden="true"/.test(node.html) ||
            (size.width === 320 && node.any.every((check) => ["elmPartiallyObscured", "shortTextContent"].includes(check.data?.messageKey))));
    for (const rule of incomplete) {
        const nodes = rule.nodes.filter((node) => !isKnown(rule, node));
        if (nodes.length) {
            const places = nodes.slice(0, 3).map((node) => `${node.target.join(" ")}: ${node.any[0]?.message ?? ""}`);
            found.push(`${rule.id} (${nodes.length}x) is niet vast te stellen\n         ${places.join("\n         ")}`);
        }
    }
    for (const rule of violations) {
        const places = rule.nodes.slice(0, 3).map((node) => `${node.target.join(" ")}: ${node.failureSummary}`);
        found.push(`${rule.id} (${rule.impact}, ${rule.nodes.length}x): ${rule.help}\n         ${places.join("\n         ")}`);
    }
    if (screenshots) {
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        for (let at = 0; at < PICTURES; at += 1) {
            await page.evaluate((top) => window.scrollTo(0, top), Math.round((height * at) / PICTURES));
            const name = `${basename(file, ".html")}-${size.width}-${scheme}-${at}.png`;
            await page.screenshot({ path: join(screenshots, name) });
        }
    }
    await page.close();
    return found;
}

for (const file of files) {
    for (const size of SIZES) {
        for (const scheme of SCHEMES) {
            const found = await faults(file, size, scheme);
            const label = `${size.width} ${scheme}`.padEnd(11);
            console.log(`  ${found.length ? "FOUT" : "goed"}   ${label} ${file}`);
            for (const fault of found) console.log(`         ${fault}`);
            failed ||= found.length > 0;
        }
    }
}
await browser.close();
process.exit(failed ? 1 : 0);
