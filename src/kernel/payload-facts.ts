import { isId } from './ids.js';
import { ISO_INSTANT } from './time-formats.js';

/** Payload members that name the acting person; the first one that is present counts. */
const PERSON_MEMBERS = ['actorId', 'organizerId', 'userId'];

export interface PayloadFacts {
  readonly personId: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Data of an event that outlives it: person, ids, numbers, flags and times; no free text (personal data). */
export function factsOf(payload: object): PayloadFacts {
  const members = Object.entries(payload);
  const person = PERSON_MEMBERS.map((name) => members.find(([member]) => member === name)?.[1] as unknown).find(
    isIdText,
  );
  return { personId: person ?? null, metadata: Object.fromEntries(members.filter(([, value]) => isImpersonal(value))) };
}

function isIdText(value: unknown): value is string {
  return typeof value === 'string' && isId(value);
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && ISO_INSTANT.test(value);
}

function isImpersonal(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || isIdText(value) || isInstant(value);
}
