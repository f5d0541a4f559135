import type { UserRecord } from '../../people/users/users.api.js';
import type { AnalyticsEventDto } from './dto/analytics-event.dto.js';
import type { AnalyticsEvent } from './entities/analytics-event.entity.js';

/** Id of the person whom an acting person did something to; apps may write anything into the metadata of their events. */
export function concernedBy({
  source,
  userId,
  metadata,
}: Pick<AnalyticsEvent, 'source' | 'userId' | 'metadata'>): string | null {
  const { userId: concerned } = metadata;
  return source === 'domain' && userId !== null && typeof concerned === 'string' && concerned !== userId
    ? concerned
    : null;
}

export function toAnalyticsEventDto(
  { id, eventType, userId, anonymousId, metadata, source, createdAt }: AnalyticsEvent,
  people: ReadonlyMap<string, UserRecord>,
): AnalyticsEventDto {
  const person = userId === null ? undefined : people.get(userId);
  const user = person ? { id: person.id, name: person.name, email: person.email } : null;
  const concernedPerson = people.get(concernedBy({ source, userId, metadata }) ?? '');
  const concerned = concernedPerson ? { id: concernedPerson.id, name: concernedPerson.name } : null;
  return { id, eventType, user, concerned, anonymousId, metadata, source, createdAt };
}
