/** Stands for what the reader may not see. */
export const CENSOR = '[redacted]';

const SECRET_NAME = /password|passphrase|token|secret|authorization|cookie|credential|api.?key|signature|otp/i;

/** Secrets of links to reset a password or accept an invitation: base64url, longer than a UUID. */
const OPAQUE = /[A-Za-z0-9_-]{40,}/g;

const PARAMETER = /([?&#])([\w.-]+)=[^&#\s"']+/g;

/** Its words: `access_token`, `accessToken`. */
const WORD_BREAK = /[_.-]+|(?<=[a-z\d])(?=[A-Z])/;

/** As the last word of a name: `postcode` and `monkey` are others. */
const SECRET_WORD =
  /(?:token|secret|signature|password)$|^(?:(?:access|api|auth|invite|login|meeting|pass|reset|session|verification)?(?:code|key)|pwd|passwd|pass|pin|sig|otp)$/i;

/** Before `code`. */
const OF_PLACES_AND_LANGUAGES = /^(?:area|country|currency|dial|lang|language|postal|zip)$/i;

/** The text with secrets redacted. */
export function redactText(text: string): string {
  return text
    .replace(PARAMETER, (parameter, before: string, name: string) =>
      isSecret(name) ? `${before}${name}=${CENSOR}` : parameter,
    )
    .replace(OPAQUE, CENSOR);
}

function isSecret(parameter: string): boolean {
  const words = parameter.split(WORD_BREAK);
  return SECRET_WORD.test(words.at(-1) ?? '') && !OF_PLACES_AND_LANGUAGES.test(words.at(-2) ?? '');
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
