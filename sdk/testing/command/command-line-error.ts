/** What ends the command before it serves anything: told in its own words, without a stack. */
export class CommandLineError extends Error {
    /** @param exitCode - 2: the arguments cannot be meant; 1: they can, but it does not work */
    constructor(
        message: string,
        readonly exitCode: 1 | 2,
    ) {
        super(message);
    }
}

/** The same form for every argument: which one, what it takes, what it got. */
export function argumentError(argument: string, accepted: string, got: string): CommandLineError {
    return new CommandLineError(`${argument}: expected ${accepted}, got ${JSON.stringify(got)}`, 2);
}
