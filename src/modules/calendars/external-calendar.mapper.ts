import type { ExternalCalendarDto } from './dto/external-calendar.dto.js';
import type { ExternalCalendar } from './entities/external-calendar.entity.js';

export function toExternalCalendarDto(calendar: ExternalCalendar): ExternalCalendarDto {
  const { id, name, maskedUrl: url, bookableId, lastSyncAt, lastStatus, nextSyncAt, eventCount } = calendar;
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
    version,
    createdAt,
    updatedAt,
  };
}
