/** Names are Microsoft's, from the description of the PE format. */
const PE_HEADER_AT = 0x3c;
const PE = "PE\0\0";
const OPTIONAL_HEADER = 24;
const PE32_PLUS = 0x20b;
const DATA_DIRECTORIES = 112;
const CERTIFICATE_TABLE = 4;

/** The same executable for Windows without its signature, which is the end of the file and a pointer to it. */
export function removeAuthenticode(signed: Buffer): Buffer {
    const header = signed.readUInt32LE(PE_HEADER_AT);
    const optional = header + OPTIONAL_HEADER;
    if (signed.toString("latin1", header, header + 4) !== PE || signed.readUInt16LE(optional) !== PE32_PLUS) {
        throw new Error("This is no 64-bit executable for Windows.");
    }
    const pointer = optional + DATA_DIRECTORIES + CERTIFICATE_TABLE * 8;
    const [from, size] = [signed.readUInt32LE(pointer), signed.readUInt32LE(pointer + 4)];
    if (size === 0) {
        return signed;
    }
    if (from + size !== signed.length) {
        throw new Error("The signature is not at the end of the file.");
    }
    const file = Buffer.from(signed.subarray(0, from));
    file.fill(0, pointer, pointer + 8);
    return file;
}
