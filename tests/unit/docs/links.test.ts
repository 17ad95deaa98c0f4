import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const ROOT = join(__dirname, "../../..");

/** The pages that a reader of the repository follows links from. */
const PAGES = [
    ...readdirSync(ROOT),
    ...["docs", "examples", "tests"].flatMap((folder) =>
        readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
    ),
].filter((file) => file.endsWith(".md") && !file.includes("node_modules"));

/** The targets of all links in a page, outside of its blocks of code. */
function linksIn(file: string): string[] {
    const prose = readFileSync(file, "utf8").replaceAll(/^```[^]*?^```/gm, "");
    return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
}

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(file: string): string[] {
    const headings = [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
    return headings.map((heading) =>
        heading
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
            .replaceAll(" ", "-"),
    );
}

function problemOf(page: string, link: string): string | undefined {
    if (/^https?:/.test(link)) {
        return undefined;
    }
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : resolve(dirname(page), path);
    if (!existsSync(target)) {
        return `${link}: there is no ${relative(ROOT, target)}`;
    }
    return anchor === undefined || anchorsOf(target).includes(anchor) ? undefined : `${link}: there is no such heading`;
}

describe("the links of a page", () => {
    for (const page of PAGES) {
        it(`lead to files and headings that exist: ${page}`, () => {
            const file = join(ROOT, page);
            assert.deepEqual(
                linksIn(file).flatMap((link) => problemOf(file, link) ?? []),
                [],
            );
        });
    }

    it("are seen to be broken", () => {
        const page = join(ROOT, "docs/fleets.md");
        assert.match(problemOf(page, "nowhere.md")!, /there is no docs\/nowhere\.md/);
        assert.match(problemOf(page, "reading.md#nothing")!, /no such heading/);
        assert.equal(problemOf(page, "../README.md#use-it"), undefined);
    });
});
