import { Injectable } from '@nestjs/common';
import { MeetingsRepository } from '../meetings/meetings.repository.js';
import type { LogDto } from './activity-tracker.dto.js';
import type { ActivityTracker } from './activity-tracker.entity.js';
import { contentOf } from './log.mapper.js';
import { warningsOf } from './log.rules.js';

/** Logs as the API shows them, beside what the timetable has of their weeks. */
@Injectable()
export class LogPresenter {
  constructor(private readonly meetings: MeetingsRepository) {}

  async one(log: ActivityTracker): Promise<LogDto> {
    const [shown] = await this.all([log]);
    if (!shown) throw new Error('A log was not shown.');
    return shown;
  }

  async all(logs: readonly ActivityTracker[]): Promise<LogDto[]> {
    const countOf = await this.meetings.countedByWeek([...new Set(logs.map(({ allocationId }) => allocationId))]);
    return logs.map((log) => toLogDto(log, countOf(log.allocationId, log.weekNumber)));
  }
}

function toLogDto(log: ActivityTracker, plannedMeetings: number | null): LogDto {
  const { id, allocationId, weekNumber, facilitatorId, state, submittedAt, returnNote } = log;
  const { version, createdAt, updatedAt } = log;
  return {
    ...{ id, allocationId, weekNumber, facilitatorId, ...contentOf(log) },
    ...{ state, submittedAt, returnNote, version, createdAt, updatedAt },
    ...{ plannedMeetings, warnings: warningsOf(log.attendance, plannedMeetings) },
  };
}
