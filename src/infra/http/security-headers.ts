import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet, { type HelmetOptions } from 'helmet';

export const SECURITY_OPTIONS: HelmetOptions = {
  // No page of ours is shown in a frame of another (clickjacking); old browsers know only the header.
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

/** What every answer has, also one to what is no request, unless its route says otherwise. */
export function constantHeaders(): Readonly<Record<string, string>> {
  return { ...securityHeaders(), 'Cache-Control': 'no-store' };
}

/** What helmet sets with these options: the same for every answer, so it is asked once. */
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
