/** Lower ports belong to other protocols (mail, file shares), but for the two of HTTP. */
const FIRST_FREE_PORT = 1024;
const HTTP_PORTS = new Set(['', '80', '443']);
export const LONGEST_EGRESS_URL = 2048;

/** Why a user-supplied URL is refused; the message completes "The address …". */
export interface UrlFault {
  readonly code: 'url' | 'protocol' | 'credentials' | 'port' | 'refused_address';
  readonly message: string;
}

/** Validates a URL before anything is resolved. Pure. */
export function faultOfUrl(text: string, isHttpAllowed: boolean): UrlFault | null {
  const url = text.length <= LONGEST_EGRESS_URL && URL.canParse(text) ? new URL(text) : null;
  if (!url || url.hostname === '') return { code: 'url', message: 'must be a URL' };
  if (url.protocol !== 'https:' && !(isHttpAllowed && url.protocol === 'http:'))
    return { code: 'protocol', message: `must begin with ${isHttpAllowed ? 'http:// or https://' : 'https://'}` };
  if (url.username !== '' || url.password !== '')
    return { code: 'credentials', message: 'must not contain a user name or password' };
  if (!HTTP_PORTS.has(url.port) && Number(url.port) < FIRST_FREE_PORT)
    return { code: 'port', message: `must have the port 80, 443 or one from ${FIRST_FREE_PORT} on` };
  return null;
}

/** The host as a resolver takes it: IPv6 addresses stand in brackets in a URL. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}
