import type { UserRecord } from '../users/users.api.js';
import type { EventTypeQuestionDto, PublicEventTypeDto } from './dto/public-event-type.dto.js';
import type { EventTypeRecord, Question } from './event-types.api.js';

export function toPublicEventTypeDto(
  type: EventTypeRecord,
  people: ReadonlyMap<string, UserRecord>,
  organizationName: string | null,
): PublicEventTypeDto {
  const { id, slug, title, description, location, timeZone, isActive, seats, requiresConfirmation, version } = type;
  return {
    id,
    slug,
    title,
    description,
    location,
    timeZone,
    isActive,
    durations: [...type.durations],
    seats,
    requiresConfirmation,
    questions: type.questions.map(toQuestionDto),
    hostNames: type.hosts.flatMap(({ userId }) => people.get(userId)?.name ?? []),
    organizationName,
    version,
  };
}

function toQuestionDto({ options, ...question }: Question): EventTypeQuestionDto {
  return { ...question, ...(options ? { options: [...options] } : {}) };
}
