import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet, { type HelmetOptions } from 'helmet';

export const SECURITY_OPTIONS: HelmetOptions = {
  // Against clickjacking, for old browsers, which do not know `frame-ancestors`.
  frameguard: { action: 'deny' },
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      scriptSrc: ["'self'"],
      frameAncestors: ["'none'"],
      upgradeInsecureRequests: null,
    },
  },
};

/** Headers of every response, also to malformed requests; a route may override them. */
export function constantHeaders(): Readonly<Record<string, string>> {
  return { ...securityHeaders(), 'Cache-Control': 'no-store' };
}

/** The headers of helmet with these options, computed once, because they are constant. */
export function securityHeaders(): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const answer = {
    setHeader: (name: string, value: string) => (headers[name] = value),
    removeHeader: () => undefined,
  };
  helmet(SECURITY_OPTIONS)({} as IncomingMessage, answer as unknown as ServerResponse, (error) => {
    if (error) throw error as Error;
  });
  return headers;
}
