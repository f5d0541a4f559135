import { defineError } from '../../../kernel/coded-error.js';

export const RANGE_TOO_LONG = defineError({
  code: 'range_too_long',
  kind: 'unprocessable',
  title: 'The range is too long.',
  description:
    'Slots are listed for at most 62 days at a time, and for fewer where many hosts have a start every few minutes.',
});
export const DURATION_NOT_OFFERED = defineError({
  code: 'duration_not_offered',
  kind: 'unprocessable',
  title: 'The event type has no such duration.',
  description: '`durationMinutes` must be one of the durations of the event type: `durations` lists them.',
});
