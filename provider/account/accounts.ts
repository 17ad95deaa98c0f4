import type { Connection } from "../ecs/resolve-connection";
import { Account } from "./account";

/**
 * How long an unused account is kept. The engine plans resources one after another, and the rate limiter counts the
 * requests of the last minute.
 */
const KEPT_UNUSED_MS = 60_000;

interface Entry {
    readonly account: Account;
    users: number;
    unusedSince: number;
}

/** The accounts of this process. They hold all state that outlives one call. */
export class Accounts {
    readonly #entries = new Map<string, Entry>();
    readonly #returnedCodes = new Set<string>();

    /**
     * Runs something with the account of a connection. Connections with the same identity, region and endpoint share
     * it.
     */
    async use<T>(connection: Connection, run: (account: Account) => Promise<T>): Promise<T> {
        const entry = this.#entryOf(connection);
        entry.users += 1;
        try {
            return await run(entry.account);
        } finally {
            entry.users -= 1;
            entry.unusedSince = performance.now();
        }
    }

    /** @returns whether this code of a fault of the settings is noted for the first time: one warning is enough */
    noteFirst(code: string): boolean {
        const isFirst = !this.#returnedCodes.has(code);
        this.#returnedCodes.add(code);
        return isFirst;
    }

    /** Begins a new run in the same process: it reads anew, and warns anew. */
    beginRun(): void {
        this.#returnedCodes.clear();
        this.#entries.forEach(({ account }) => account.forgetReads());
    }

    #entryOf(connection: Connection): Entry {
        this.#dropUnused();
        const key = connectionKey(connection);
        let entry = this.#entries.get(key);
        if (entry === undefined) {
            entry = { account: new Account(connection), users: 0, unusedSince: 0 };
            this.#entries.set(key, entry);
        }
        return entry;
    }

    #dropUnused(): void {
        const oldest = performance.now() - KEPT_UNUSED_MS;
        for (const [key, { users, unusedSince }] of this.#entries) {
            if (users === 0 && unusedSince < oldest) {
                this.#entries.delete(key);
            }
        }
    }
}

/** All that this process keeps of its accounts, with their connections. There is no other state of the process. */
export const accounts = new Accounts();

/** Equal for two connections with the same identity, region and endpoint; it holds no secret. */
export function connectionKey({ credentials, regionId, endpoint = "", protocol }: Connection): string {
    return [credentials.identity, regionId, protocol, endpoint].join(" ");
}
