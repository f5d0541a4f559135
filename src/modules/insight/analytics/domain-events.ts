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

/** Names that clients must not use, so that they cannot forge domain events. */
export function reservedNames(): string[] {
  return events().map(({ type }) => type.name);
}

/** What the weekly report counts, by what administrators call it. */
export function reportedEvents(): Array<readonly [label: Readonly<Record<Language, string>>, eventType: string]> {
  return events().flatMap(({ type, analytics }) =>
    typeof analytics === 'object' ? [[analytics.reportedAs, type.name] as const] : [],
  );
}

/** Payload members that name the acting person; the first one that is present counts. */
const PERSON_MEMBERS = ['actorId', 'organizerId', 'userId'];

export interface DomainFacts {
  readonly personId: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Data of a message that analytics stores: person, ids, numbers, flags and times; no free text (personal data). */
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
