/** Stands for what the reader may not see. */
export const CENSOR = '[redacted]';

const SECRET_NAME = /password|passphrase|token|secret|authorization|cookie|credential|api.?key|signature|otp/i;

/** Secrets of links to reset a password or accept an invitation: base64url, longer than a UUID. */
const OPAQUE = /[A-Za-z0-9_-]{40,}/g;

/** Also as the last part of a longer name: `access_token`. */
const SECRET_PARAMETER =
  /([?&#](?:[\w.-]*(?:token|code|key|secret|signature|password)|pwd|passwd|pass|pin|sig|otp)=)[^&#\s"']+/gi;

/** The text with secrets redacted. */
export function redactText(text: string): string {
  return text.replace(SECRET_PARAMETER, `$1${CENSOR}`).replace(OPAQUE, CENSOR);
}

/** A copy of a JSON value without secrets: by the name of the member, or by the look of the text. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, SECRET_NAME.test(name) ? CENSOR : redact(member)]),
  );
}
