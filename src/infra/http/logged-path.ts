const CENSOR = '[redacted]';
const LONGEST = 300;

/** A run of base64url that is longer than a UUID: what links to bookings, offers, feeds and invitations carry. */
const OPAQUE = /[A-Za-z0-9_-]{40,}/g;

/** Nobody reads a log that was encoded more often. */
const MOST_ENCODINGS = 3;

/** The parameters of routes that carry a secret, by their names. */
const SECRET_PARAMETERS = ['secret', 'token'];

/**
 * The path of a request as the log may keep it: without the query, and without what opens something to whoever reads it.
 * @param parameters those of the route, decoded
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

/** Whether a step is one of those once it is decoded, however often, with a slash of its own or not. */
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
