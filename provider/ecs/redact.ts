/**
 * A server's text, fit to be shown. ECS echoes the signed string on a signature mismatch, with the security token in
 * it, so everything from there on is cut; secrets of the connection are masked wherever else they appear.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
    let clean = text.replace(/\s*(?:server )?(?:StringToSign|CanonicalRequest|string to sign)\b[\s\S]*/i, "");
    for (const secret of secrets) {
        if (secret.length >= 4) {
            clean = clean.replaceAll(secret, "***");
        }
    }
    // a control character could move the cursor or forge a log line
    clean = clean.replace(/[\u0000-\u001f\u007f]+/g, " ").trim();
    const characters = Array.from(clean); // not UTF-16 units: half a character is none
    return characters.length > 500 ? `${characters.slice(0, 497).join("")}…` : clean;
}
