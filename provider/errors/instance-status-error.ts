/** Marks the errors of this package, so that two copies of the package in one process recognise each other's errors. */
const CODE = "pulumi-alicloud-instance-status.error";

/** Base class of all errors of this package. */
export class InstanceStatusError extends Error {
    /** A stable code for programs: the code of ECS, or one of this package. */
    readonly code: string;

    constructor(code: string, message: string, options?: { cause?: unknown }) {
        super(message, options?.cause === undefined ? undefined : { cause: options.cause });
        this.name = new.target.name;
        this.code = code;
        Object.defineProperty(this, Symbol.for(CODE), { value: brandsOf(new.target), enumerable: false });
    }

    /** `instanceof` by name, so that it works across two copies of the package (npm may install two). */
    static override [Symbol.hasInstance](value: unknown): boolean {
        if (typeof value !== "object" || value === null) {
            return false;
        }
        const brands = (value as Record<symbol, unknown>)[Symbol.for(CODE)];
        return Array.isArray(brands) && brands.includes(this.name);
    }
}

function brandsOf(constructor: { name: string }): string[] {
    const names: string[] = [];
    for (let one: object | null = constructor; one !== null; one = Object.getPrototypeOf(one) as object | null) {
        const name = (one as { name?: unknown }).name;
        if (typeof name === "string" && name !== "" && name !== "Error") {
            names.push(name);
        }
    }
    return names;
}
