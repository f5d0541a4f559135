import type { ExternalCalendarDto } from './dto/external-calendar.dto.js';
import type { ExternalCalendar } from './entities/external-calendar.entity.js';
import { effectOf, messageOf } from './reading/reading-notes.js';

export function toExternalCalendarDto(calendar: ExternalCalendar): ExternalCalendarDto {
  const { id, name, maskedUrl: url, bookableId, lastSyncAt, lastStatus, nextSyncAt } = calendar;
  const { eventCount, skippedCount } = calendar;
  const { lastErrorCode: code, lastErrorMessage: message, version, createdAt, updatedAt } = calendar;
  const lastError = code === null ? null : { code, message: message ?? '' };
  return {
    id,
    name,
    url,
    bookableId,
    lastSyncAt,
    lastStatus,
    lastError,
    nextSyncAt,
    eventCount,
    skippedCount,
    notes: calendar.notes.map(({ code, count, examples }) => ({
      code,
      effect: effectOf(code),
      message: messageOf(code),
      count,
      examples: [...examples],
    })),
    version,
    createdAt,
    updatedAt,
  };
}
