import type { Language } from '../../../kernel/language.js';
import type { MessageType } from '../../../kernel/message.js';
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
