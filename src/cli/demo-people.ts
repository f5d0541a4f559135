import type { PlatformRole } from '../infra/access/actor.js';
import type { EXAMPLE_IDS } from '../infra/http/example-ids.js';

export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly role: PlatformRole;
  /** Whom the examples of the document call so. */
  readonly example?: keyof typeof EXAMPLE_IDS;
}

/** Of a domain that is nobody's (RFC 2606), so these addresses are the demo's alone. */
export const DEMO_PEOPLE = {
  admin: { email: 'admin@example.org', name: 'Alex Admin', role: 'admin' },
  teacher: { email: 'ada@example.org', name: 'Ada Lovelace', role: 'user', example: 'ada' },
  student: { email: 'grace@example.org', name: 'Grace Hopper', role: 'user', example: 'grace' },
  colleague: { email: 'alan@example.org', name: 'Alan Turing', role: 'user', example: 'alan' },
} as const satisfies Readonly<Record<string, DemoPerson>>;
