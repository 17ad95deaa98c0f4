/** A secret by a name that may be shown. */
export type NamedSecrets = Readonly<Record<string, string>>;

/** The names of the secrets that a text holds, as they are or in another form of writing, and in which. */
export function findSecrets(text: string, secrets: NamedSecrets): string[] {
    const lowerCase = text.toLowerCase();
    return Object.entries(secrets).flatMap(([name, secret]) => {
        if (secret.length < 8) {
            throw new Error(`${name} is too short to be looked for`);
        }
        const hex = Buffer.from(secret).toString("hex");
        const found = Object.entries(formsOf(secret)).find(([, form]) => text.includes(form))?.[0];
        const form = found ?? (lowerCase.includes(hex) ? "in hexadecimal" : undefined);
        return form === undefined ? [] : [`${name}, ${form}`];
    });
}

function formsOf(secret: string): Record<string, string> {
    return {
        "as it is": secret,
        "escaped in JSON": JSON.stringify(secret).slice(1, -1),
        "percent-encoded": percentEncoded(secret),
        "percent-encoded twice": percentEncoded(percentEncoded(secret)),
        "in base64": base64Within(secret, 0),
        "in base64 behind one byte": base64Within(secret, 1),
        "in base64 behind two bytes": base64Within(secret, 2),
    };
}

function percentEncoded(text: string): string {
    return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The part of its base64 form that does not depend on what stands around it, when it begins at this place of three. */
function base64Within(secret: string, place: number): string {
    const bytes = Buffer.concat([Buffer.alloc(place), Buffer.from(secret)]);
    const first = Math.ceil((place * 8) / 6);
    return bytes.toString("base64").slice(first, Math.floor((bytes.length * 8) / 6));
}
