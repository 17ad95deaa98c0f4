import assert from "node:assert/strict";
import type { Selector } from "../../../../provider/domain/selector";
import type { InstanceListPage, InstanceListRequest } from "../../../../provider/ecs/ecs-api";
import { type Listing, type ListingOptions, readListing } from "../../../../provider/ecs/read-listing";
import { EcsApiError } from "../../../../provider/errors";
import { manyIds, rowsOf } from "../../../support/scripted-ecs-api";

const WEB: Selector = { tags: { role: "web" } };

/** An ECS that lists these pages; the tokens are the numbers of the pages. */
class ListedPages {
    readonly requests: InstanceListRequest[] = [];

    constructor(readonly page: (number: number) => Partial<InstanceListPage> | Error) {}

    describeInstances(request: InstanceListRequest): Promise<InstanceListPage> {
        this.requests.push(request);
        const number = this.requests.length;
        const page = this.page(number);
        return page instanceof Error
            ? Promise.reject(page)
            : Promise.resolve({ requestId: `request-${number}`, rows: [], ...page });
    }
}

function list(api: ListedPages, selector = WEB, options: ListingOptions = {}): Promise<Listing> {
    return readListing(api, { regionId: "cn-hangzhou", selector }, options);
}

/** Pages of 100 rows with these ids. */
function pagesOf(ids: readonly string[]): ListedPages {
    return new ListedPages((number) => ({
        rows: rowsOf(ids.slice((number - 1) * 100, number * 100)),
        ...(number * 100 < ids.length ? { nextToken: `token-${number + 1}` } : {}),
    }));
}

function failsWith(code: string, kind: string, pattern: RegExp): (error: unknown) => boolean {
    return (error) => {
        assert.ok(error instanceof EcsApiError, String(error));
        assert.deepEqual([error.code, error.kind], [code, kind]);
        assert.match(error.message, pattern);
        return true;
    };
}

describe("readListing", () => {
    it("reads one page where there is no token, also when it is empty", async () => {
        assert.deepEqual(await list(pagesOf(["i-2", "i-1"])), {
            rows: rowsOf(["i-1", "i-2"]),
            requestIds: ["request-1"],
        });
        assert.deepEqual(await list(pagesOf([])), { rows: [], requestIds: ["request-1"] });
    });

    it("leaves out instances that do not match, by the page that came last", async () => {
        const api = new ListedPages((number) =>
            number === 1
                ? { rows: rowsOf(["i-1", "i-2", "i-3"]), mismatchedIds: ["i-2", "i-3"], nextToken: "token-2" }
                : { rows: rowsOf(["i-3"]) },
        );
        const { rows } = await list(api, { tags: { owner: "" } });
        assert.deepEqual(rows, rowsOf(["i-1", "i-3"]));
    });

    it("counts them where ECS may have left out others", async () => {
        const ids = manyIds(1_000);
        const api = new ListedPages(() => ({ rows: rowsOf(ids), mismatchedIds: ids.slice(1) }));
        await assert.rejects(list(api, { tags: { owner: "" } }), failsWith("TooManyInstances", "invalid", /1000/));
    });

    it("follows the tokens to the end, 100 rows a request", async () => {
        const api = pagesOf(manyIds(250));
        const { rows, requestIds } = await list(api);
        assert.deepEqual(rows, rowsOf(manyIds(250)));
        assert.deepEqual(requestIds, ["request-1", "request-2", "request-3"]);
        assert.deepEqual(api.requests, [
            { regionId: "cn-hangzhou", selector: WEB, nextToken: undefined, maxResults: 100 },
            { regionId: "cn-hangzhou", selector: WEB, nextToken: "token-2", maxResults: 100 },
            { regionId: "cn-hangzhou", selector: WEB, nextToken: "token-3", maxResults: 100 },
        ]);
    });

    it("follows a token behind an empty page", async () => {
        const pages = [{ nextToken: "b" }, { rows: rowsOf(["i-1"]) }];
        assert.deepEqual((await list(new ListedPages((number) => pages[number - 1]!))).rows, rowsOf(["i-1"]));
    });

    it("counts an instance on two pages once, with the status of the later page", async () => {
        const pages = [
            { rows: [...rowsOf(["i-1"], "Running"), ...rowsOf(["i-2"])], nextToken: "b" },
            { rows: [...rowsOf(["i-1"], "Stopping"), ...rowsOf(["i-2"])] },
        ];
        const { rows } = await list(new ListedPages((number) => pages[number - 1]!));
        assert.deepEqual(rows, [...rowsOf(["i-1"], "Stopping"), ...rowsOf(["i-2"])]);
    });

    it("fails as a whole when one page fails, and asks no further", async () => {
        const fault = new EcsApiError({ code: "Throttling.User", kind: "throttled", message: "too many" });
        const api = new ListedPages((number) => (number === 2 ? fault : { rows: rowsOf(["i-1"]), nextToken: "b" }));
        await assert.rejects(list(api), fault);
        assert.equal(api.requests.length, 2);
    });

    for (const [what, kind, token] of [
        ["the same token again", "transient", () => "a"],
        ["tokens that go round in a circle", "transient", (number: number) => ["a", "b", "c"][number % 3]!],
        ["new tokens without an end", "invalid", (number: number) => `token-${number}`],
    ] as [string, string, (number: number) => string][]) {
        it(`is refused for ${what}`, async () => {
            const api = new ListedPages((number) => ({ nextToken: token(number) }));
            await assert.rejects(list(api), failsWith("InvalidResponse", kind, /do not come to an end/));
            assert.ok(api.requests.length <= 1_000);
        });
    }

    for (const selector of [WEB, { resourceGroupId: "rg-1" }, { ...WEB, vswitchId: "vsw-1" }] as Selector[]) {
        it(`is refused for 1,000 instances by ${JSON.stringify(selector)}, because ECS filters no more`, async () => {
            await assert.rejects(
                list(pagesOf(manyIds(1_000)), selector),
                failsWith(
                    "TooManyInstances",
                    "invalid",
                    /only 1000 resources by tag or resource group.*narrow `selector`/s,
                ),
            );
            assert.equal((await list(pagesOf(manyIds(999)), selector)).rows.length, 999);
        });
    }

    for (const selector of [{ vswitchId: "vsw-1" }, { instanceName: "web*", tags: {} }] as Selector[]) {
        it(`has more than 1,000 instances by ${JSON.stringify(selector)}`, async () => {
            assert.equal((await list(pagesOf(manyIds(1_234)), selector)).rows.length, 1_234);
        });
    }

    it("asks for a permit before each page but the first", async () => {
        const api = pagesOf(manyIds(300));
        const asked: number[] = [];
        const { signal } = new AbortController();
        await list(api, WEB, {
            signal,
            permit: (given) => {
                assert.equal(given, signal);
                asked.push(api.requests.length);
                return Promise.resolve();
            },
        });
        assert.deepEqual(asked, [1, 2]);
    });

    it("sends nothing more when the permit is not given", async () => {
        const api = pagesOf(manyIds(300));
        await assert.rejects(list(api, WEB, { permit: () => Promise.reject(new Error("enough")) }), /enough/);
        assert.equal(api.requests.length, 1);
    });
});
