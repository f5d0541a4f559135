import { invalid } from '../../../kernel/invalid.js';

/** Names of a person: `name` is the display name, the parts are for clients that need given and family name. */
export interface PersonNames {
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

type GivenNames = { readonly [Part in keyof PersonNames]?: PersonNames[Part] };

/** Two parts and a space fit into `name` (100). */
export const LONGEST_PART = 49;

/** Display name from the parts. @returns null without either */
function joined({ firstName, lastName }: Omit<GivenNames, 'name'>): string | null {
  return [firstName, lastName].filter((part) => part).join(' ') || null;
}

/**
 * Names of a new account. Without a display name it is composed of the parts. It is never split into parts, because
 * names have no common structure (W3C, "Personal names around the world").
 * @throws CodedError validation_failed without any name
 */
export function namesOf({ name, firstName = null, lastName = null }: GivenNames): PersonNames {
  const shown = name ?? joined({ firstName, lastName });
  if (shown !== null) return { name: shown, firstName, lastName };
  const message = 'must be given, or firstName or lastName';
  throw invalid([{ pointer: '/name', field: 'name', message, code: 'is_required' }]);
}

/** Applies a change. A display name that was composed of the parts is composed again; a chosen one stays. */
export function renamed(before: PersonNames, { name, firstName, lastName }: GivenNames): GivenNames {
  if (name !== undefined || (firstName === undefined && lastName === undefined)) return { name, firstName, lastName };
  const follows = before.name === joined(before);
  const after = joined({
    firstName: firstName === undefined ? before.firstName : firstName,
    lastName: lastName === undefined ? before.lastName : lastName,
  });
  return { firstName, lastName, ...(follows && after !== null ? { name: after } : {}) };
}
