const CENSOR = '[redacted]';
const LONGEST = 300;

/** A run of base64url that is longer than a UUID: what links to bookings, offers, feeds and invitations carry. */
const OPAQUE = /[A-Za-z0-9_-]{40,}/g;

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
  return path.replace(OPAQUE, CENSOR).slice(0, LONGEST);
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
