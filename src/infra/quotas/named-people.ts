import { addressKey } from '../../kernel/email-address.js';

/** More than any list of people in a body may have; a request with a longer one is refused anyway. */
const MOST = 200;

/** Reads an unvalidated body: the ids and addresses of people in a member, which is a list or a single one. */
export function namedPeople(body: unknown, name: string): string[] {
  const named: unknown = isObject(body) ? body[name] : undefined;
  const people: unknown[] = Array.isArray(named) ? named.slice(0, MOST) : [named];
  return people.flatMap((person) => nameOf(person) ?? []);
}

/** Id or address of the person in an object, normalized as validation will do it: one person counts once. */
export function nameOf(person: unknown): string | undefined {
  if (!isObject(person)) return undefined;
  const { userId, email } = person;
  const name = [userId, email].find((value) => typeof value === 'string');
  return name === undefined ? undefined : addressKey(name);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
