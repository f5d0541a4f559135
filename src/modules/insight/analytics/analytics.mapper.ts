import type { UserRecord } from '../../people/users/users.api.js';
import type { AnalyticsEventDto } from './dto/analytics-event.dto.js';
import type { AnalyticsEvent } from './entities/analytics-event.entity.js';

export function toAnalyticsEventDto(
  { id, eventType, userId, anonymousId, metadata, source, createdAt }: AnalyticsEvent,
  people: ReadonlyMap<string, UserRecord>,
): AnalyticsEventDto {
  const person = userId === null ? undefined : people.get(userId);
  const user = person ? { id: person.id, name: person.name, email: person.email } : null;
  return { id, eventType, user, anonymousId, metadata, source, createdAt };
}
