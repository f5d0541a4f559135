import { parseTimes } from '../../../../infra/database/ranges.js';
import type { OutOfOfficeDto } from './out-of-office.dto.js';
import type { OutOfOffice } from './out-of-office.entity.js';
import type { AbsenceTime } from './out-of-office.rules.js';

export function toOutOfOfficeDto(entry: OutOfOffice): OutOfOfficeDto {
  const { id, bookableId, timeZone, reason, note, standInId, version, createdAt, updatedAt } = entry;
  const { start, end } = parseTimes(entry.during);
  return {
    id,
    bookableId,
    start: new Date(start),
    end: new Date(end),
    from: entry.firstDay,
    to: entry.lastDay,
    timeZone,
    reason,
    note,
    standInId,
    version,
    createdAt,
    updatedAt,
  };
}

export function timeOf({ during, firstDay, lastDay, timeZone }: OutOfOffice): AbsenceTime {
  const dates = firstDay && lastDay && timeZone ? { from: firstDay, to: lastDay, timeZone } : null;
  return { during: parseTimes(during), dates };
}
