/**
 * A server's text without secrets. On a signature mismatch ECS echoes the signed string, which holds the security token:
 * the text is cut there. Elsewhere the secrets of the connection are masked.
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
    const characters = Array.from(clean); // characters, not UTF-16 units, so that none is cut in half
    return characters.length > 500 ? `${characters.slice(0, 497).join("")}…` : clean;
}
