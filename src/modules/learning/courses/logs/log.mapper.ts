import type { LogContentDto, LogVersionDto } from './activity-tracker.dto.js';
import type { ActivityTracker } from './activity-tracker.entity.js';
import type { ActivityTrackerVersion } from './activity-tracker-version.entity.js';

/** What a log says, which its history keeps. */
export function contentOf({ attendance, notes, ...log }: ActivityTracker): LogContentDto {
  const { formativeOneGrading, formativeTwoGrading, summativeGrading } = log;
  const { courseModeration, intranetSync, gradeBookStatus } = log;
  return {
    ...{ attendance, formativeOneGrading, formativeTwoGrading, summativeGrading },
    ...{ courseModeration, intranetSync, gradeBookStatus, notes },
  };
}

export function toVersionDto({
  id,
  version,
  state,
  content,
  changedBy,
  createdAt,
}: ActivityTrackerVersion): LogVersionDto {
  return { id, version, state, content, changedBy, createdAt };
}
