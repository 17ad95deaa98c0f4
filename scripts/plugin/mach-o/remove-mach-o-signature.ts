import {
    endLinkEdit,
    HEADER_SIZE,
    LC_CODE_SIGNATURE,
    loadCommands,
    NUMBER_OF_COMMANDS_AT,
    SIZE_OF_COMMANDS_AT,
} from "./image";

/**
 * The same executable without its signature, as `codesign --remove-signature` leaves it: it has to go before anything is
 * put into the file, and cannot be moved with what stands behind it.
 */
export function removeMachOSignature(signed: Buffer): Buffer {
    const command = loadCommands(signed).find(({ kind }) => kind === LC_CODE_SIGNATURE);
    if (command === undefined) {
        return signed;
    }
    const [from, size] = [signed.readUInt32LE(command.at + 8), signed.readUInt32LE(command.at + 12)];
    if (from + size !== signed.length) {
        throw new Error("The signature is not at the end of the file.");
    }
    const file = Buffer.from(signed.subarray(0, from));
    const commandsEnd = HEADER_SIZE + file.readUInt32LE(SIZE_OF_COMMANDS_AT);
    file.copyWithin(command.at, command.at + command.size, commandsEnd);
    file.fill(0, commandsEnd - command.size, commandsEnd);
    file.writeUInt32LE(file.readUInt32LE(NUMBER_OF_COMMANDS_AT) - 1, NUMBER_OF_COMMANDS_AT);
    file.writeUInt32LE(commandsEnd - command.size - HEADER_SIZE, SIZE_OF_COMMANDS_AT);
    endLinkEdit(file, from);
    return file;
}
