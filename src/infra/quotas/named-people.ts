import { addressKey } from '../../kernel/email-address.js';

/** More than any list of people in a body may have; the rest of a longer one is refused with the request. */
const MOST = 200;

/** Reads a body that nobody has validated yet: the ids and addresses of people under a name, as a list or alone. */
export function namedPeople(body: unknown, name: string): string[] {
  const named: unknown = isObject(body) ? body[name] : undefined;
  const people: unknown[] = Array.isArray(named) ? named.slice(0, MOST) : [named];
  return people.flatMap((person) => nameOf(person) ?? []);
}

/** The one person that an object names, as its fields are going to read it: one person is counted once. */
export function nameOf(person: unknown): string | undefined {
  if (!isObject(person)) return undefined;
  const { userId, email } = person;
  const name = [userId, email].find((value) => typeof value === 'string');
  return name === undefined ? undefined : addressKey(name);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
