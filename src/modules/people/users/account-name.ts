import { invalid } from '../../../kernel/invalid.js';

/** What a person is called: `name` is what others see, the parts are for whoever needs them apart. */
export interface PersonNames {
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

type GivenNames = { readonly [Part in keyof PersonNames]?: PersonNames[Part] };

/** So that both parts fit into a name. */
export const LONGEST_PART = 49;

/** @returns null when neither part is there */
function joined({ firstName, lastName }: Omit<GivenNames, 'name'>): string | null {
  return [firstName, lastName].filter((part) => part).join(' ') || null;
}

/**
 * The names of a new account: by its name, or by its parts, which make the name then. A name is never taken apart, because
 * nobody can tell which of its words is which (W3C, "Personal names around the world").
 * @throws CodedError validation_failed when neither is given
 */
export function namesOf({ name, firstName = null, lastName = null }: GivenNames): PersonNames {
  const shown = name ?? joined({ firstName, lastName });
  if (shown !== null) return { name: shown, firstName, lastName };
  const message = 'must be given, or firstName or lastName';
  throw invalid([{ pointer: '/name', field: 'name', message, code: 'is_required' }]);
}

/** What a change makes of the names. A name that was made of the parts follows them; one that was chosen stays. */
export function renamed(before: PersonNames, { name, firstName, lastName }: GivenNames): GivenNames {
  if (name !== undefined || (firstName === undefined && lastName === undefined)) return { name, firstName, lastName };
  const follows = before.name === joined(before);
  const after = joined({
    firstName: firstName === undefined ? before.firstName : firstName,
    lastName: lastName === undefined ? before.lastName : lastName,
  });
  return { firstName, lastName, ...(follows && after !== null ? { name: after } : {}) };
}
