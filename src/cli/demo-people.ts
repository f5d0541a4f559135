import type { PlatformRole } from '../infra/access/actor.js';
import type { EXAMPLE_IDS } from '../infra/http/example-ids.js';

export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly role: PlatformRole;
  /** Name in the examples of the OpenAPI document. */
  readonly example?: keyof typeof EXAMPLE_IDS;
}

/** In a reserved domain (RFC 2606), so that no real person has these addresses. */
export const DEMO_PEOPLE = {
  admin: { email: 'admin@example.org', name: 'Alex Admin', role: 'admin' },
  teacher: { email: 'ada@example.org', name: 'Ada Lovelace', role: 'user', example: 'ada' },
  student: { email: 'grace@example.org', name: 'Grace Hopper', role: 'user', example: 'grace' },
  colleague: { email: 'alan@example.org', name: 'Alan Turing', role: 'user', example: 'alan' },
} as const satisfies Readonly<Record<string, DemoPerson>>;
