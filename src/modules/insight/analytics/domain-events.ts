import type { Language } from '../../../kernel/language.js';
import { isId } from '../../../kernel/ids.js';
import type { Message, MessageType } from '../../../kernel/message.js';
import { ISO_INSTANT } from '../../../kernel/time-formats.js';
import type { FeatureEvent } from '../../../infra/features/feature-event.js';
import { registeredFeatures } from '../../../infra/features/registered-features.js';

function events(): FeatureEvent[] {
  return registeredFeatures().flatMap((feature) => feature.events ?? []);
}

/** The events of the features that analytics records. */
export function recordedEvents(): Array<MessageType<object>> {
  return events()
    .filter(({ analytics }) => analytics !== 'ignored')
    .map(({ type }) => type);
}

/** Names that no app may use, so that nobody can forge what the system says. */
export function reservedNames(): string[] {
  return events().map(({ type }) => type.name);
}

/** What the weekly report counts, by what administrators call it. */
export function reportedEvents(): Array<readonly [label: Readonly<Record<Language, string>>, eventType: string]> {
  return events().flatMap(({ type, analytics }) =>
    typeof analytics === 'object' ? [[analytics.reportedAs, type.name] as const] : [],
  );
}

/** Whose act an event was, by the member that names the person; the first one that is there counts. */
const PERSON_MEMBERS = ['actorId', 'organizerId', 'userId'];

export interface DomainFacts {
  readonly personId: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What analytics keeps of a message: who, and ids, numbers, flags and times; never other text, which may be about a person. */
export function factsOf({ payload }: Message): DomainFacts {
  const members = Object.entries(payload as Record<string, unknown>);
  const person = PERSON_MEMBERS.map((name) => members.find(([member]) => member === name)?.[1]).find(isIdText);
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
