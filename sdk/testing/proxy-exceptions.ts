/** Where the emulator is, in the two ways in which clients write it. */
const LOOPBACK = ["127.0.0.1", "localhost"];

/**
 * `NO_PROXY` with this machine in it: Python's clients, among others, send even 127.0.0.1 to the proxy of the
 * environment, which would look for the emulator on itself. What was excepted before stays so.
 *
 * In both spellings, for each client has its own idea of which one counts.
 */
export function proxyExceptions(env: NodeJS.ProcessEnv): { readonly NO_PROXY: string; readonly no_proxy: string } {
    const before = [env["NO_PROXY"], env["no_proxy"]]
        .flatMap((text) => text?.split(/[\s,]+/) ?? [])
        .filter((host) => host !== "");
    // to most clients "*" means all hosts only where it stands alone
    const hosts = before.length > 0 && before.every((host) => host === "*") ? ["*"] : [...before, ...LOOPBACK];
    const value = [...new Set(hosts)].join(",");
    return { NO_PROXY: value, no_proxy: value };
}
