import assert from "node:assert/strict";
import type { Account } from "../../../../provider/account/account";
import { Accounts, connectionKey } from "../../../../provider/account/accounts";
import type { ConnectionSettings } from "../../../../provider/ecs/connection-settings";
import { resolveConnection } from "../../../../provider/ecs/resolve-connection";
import { withFakeClock } from "../../../support/fake-clock";

const BASE = {
    region: "cn-hangzhou",
    accessKey: "made-up-key",
    secretKey: "made-up-secret",
    endpoint: "127.0.0.1:8080",
};

function connect(changes: ConnectionSettings = {}): ReturnType<typeof resolveConnection> {
    return resolveConnection(undefined, { settings: { ...BASE, ...changes }, env: {} });
}

const OTHERS: Record<string, ConnectionSettings> = {
    region: { region: "eu-central-1" },
    endpoint: { endpoint: "127.0.0.1:8081" },
    protocol: { protocol: "https" },
    key: { accessKey: "made-up-key-2" },
    secret: { secretKey: "made-up-secret-2" },
    token: { securityToken: "made-up-token" },
};

function accountOf(accounts: Accounts, changes: ConnectionSettings = {}): Promise<Account> {
    return accounts.use(connect(changes), (account) => Promise.resolve(account));
}

describe("Accounts", () => {
    it("have one account for connections that mean the same", async () => {
        const accounts = new Accounts();
        assert.equal(await accountOf(accounts), await accountOf(accounts));
    });

    for (const [what, changes] of Object.entries(OTHERS)) {
        it(`have another account for another ${what}`, async () => {
            const accounts = new Accounts();
            assert.notEqual(await accountOf(accounts, changes), await accountOf(accounts));
        });
    }

    it("keep an unused account for a minute, and drop it then", () =>
        withFakeClock(async (clock) => {
            const accounts = new Accounts();
            const account = await accountOf(accounts);
            clock.tick(60_000);
            assert.equal(await accountOf(accounts), account);
            clock.tick(60_001);
            assert.notEqual(await accountOf(accounts), account);
        }));

    it("keep an account while somebody uses it, however long", () =>
        withFakeClock(async (clock) => {
            const accounts = new Accounts();
            let end = (): void => undefined;
            const used = accounts.use(connect(), async (account) => {
                await new Promise<void>((resolve) => (end = resolve));
                return account;
            });
            clock.tick(3_600_000);
            const [account, other] = [await accountOf(accounts), accountOf(accounts)];
            end();
            assert.deepEqual([await used, await other], [account, account]);
        }));

    it("drop nothing when a use fails, and count it as ended", () =>
        withFakeClock(async (clock) => {
            const accounts = new Accounts();
            const account = await accountOf(accounts);
            await assert.rejects(
                accounts.use(connect(), () => Promise.reject(new Error("a failed wait"))),
                /a failed wait/,
            );
            assert.equal(await accountOf(accounts), account);
            clock.tick(60_001);
            assert.notEqual(await accountOf(accounts), account);
        }));

    it("say of each code once that it is the first, until a new run begins", async () => {
        const accounts = new Accounts();
        assert.deepEqual(
            ["NoCredentials", "NoCredentials", "ProfileNotFound"].map((code) => accounts.noteFirst(code)),
            [true, false, true],
        );
        const account = await accountOf(accounts);
        const { reads } = account;
        accounts.beginRun();
        assert.equal(accounts.noteFirst("NoCredentials"), true);
        assert.equal(await accountOf(accounts), account, "the client and the poller stay");
        assert.notEqual(account.reads, reads);
    });
});

describe("connectionKey", () => {
    it("holds no secret", () => {
        assert.doesNotMatch(connectionKey(connect({ securityToken: "made-up-token" })), /made-up/);
    });

    it("tells all of them apart", () => {
        const keys = [BASE, ...Object.values(OTHERS)].map((changes) => connectionKey(connect(changes)));
        assert.equal(new Set(keys).size, keys.length);
    });
});
