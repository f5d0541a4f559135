export interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
}

/** Of `Authorization: Basic`: both are percent-encoded as in a form (RFC 6749, section 2.3.1). */
export function basicCredentials(authorization: string | undefined): ClientCredentials | null {
  const [scheme, encoded] = (authorization ?? '').split(' ', 2);
  if (scheme?.toLowerCase() !== 'basic' || !encoded) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) return null;
  const [id, secret] = [decoded(text.slice(0, colon)), decoded(text.slice(colon + 1))];
  return id !== null && secret !== null ? { id, secret } : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** Separated by spaces (RFC 6749, section 3.3). */
export function scopesAsked(scope: unknown): readonly string[] {
  return typeof scope === 'string' ? scope.split(' ').filter((one) => one !== '') : [];
}
