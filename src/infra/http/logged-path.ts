const CENSOR = '[redacted]';
const LONGEST = 300;

/** Secrets of links to bookings, offers, feeds and invitations: base64url, longer than a UUID. */
const OPAQUE = /[A-Za-z0-9_-]{40,}/g;

/** Percent-encodings that are undone to find a disguised secret. */
const MOST_ENCODINGS = 3;

/** Names of route parameters that carry a secret; by a `code` somebody may be admitted. */
const SECRET_PARAMETERS = ['secret', 'token', 'code'];

/**
 * The path of a request for the log: without the query, and with secrets redacted.
 * @param parameters of the route, decoded
 */
export function loggedPath(url: string, parameters: unknown): string {
  let [path = ''] = url.split(/[?#;]/, 1);
  for (const name of SECRET_PARAMETERS) {
    const value = (parameters as Readonly<Record<string, string | undefined>> | null)?.[name];
    if (!value) continue;
    path = path
      .split('/')
      .map((step) => (decoded(step).startsWith(value) ? CENSOR : step))
      .join('/');
  }
  return path
    .split('/')
    .map((step) => (isDisguised(step) ? CENSOR : step.replace(OPAQUE, CENSOR)))
    .join('/')
    .slice(0, LONGEST);
}

/** Whether a path segment is a secret once it is percent-decoded, maybe several times, encoded slashes removed. */
function isDisguised(step: string): boolean {
  let plain = step;
  for (let round = 0; round < MOST_ENCODINGS && plain.includes('%'); round += 1)
    plain = plain.replace(/%([\da-f]{2})/gi, (_encoded, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return plain !== step && plain.replaceAll('/', '').search(OPAQUE) >= 0;
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
