import type { PlatformRole } from '../infra/access/actor.js';

export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly role: PlatformRole;
}

/** Of a domain that is nobody's (RFC 2606), so these addresses are the demo's alone. */
export const DEMO_PEOPLE = {
  admin: { email: 'admin@example.org', name: 'Alex Admin', role: 'admin' },
  teacher: { email: 'ada@example.org', name: 'Ada Lovelace', role: 'user' },
  student: { email: 'grace@example.org', name: 'Grace Hopper', role: 'user' },
} as const satisfies Readonly<Record<string, DemoPerson>>;
