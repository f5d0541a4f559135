import { mapConstraint } from '../../../infra/database/constraint-errors.js';
import { defineError } from '../../../kernel/coded-error.js';

export const CALENDAR_FEED_EXISTS = defineError({
  code: 'calendar_feed_exists',
  kind: 'conflict',
  title: 'You have this calendar feed already.',
  description:
    'One person has one feed of each calendar. `GET /calendar-feeds` shows its address; rotate it for another.',
});
export const TOO_MANY_EXTERNAL_CALENDARS = defineError({
  code: 'too_many_external_calendars',
  kind: 'unprocessable',
  title: 'You have as many external calendars as one may have.',
  description: 'One person may add 20 external calendars. Remove one first.',
});

mapConstraint('calendar_feeds_person_key', CALENDAR_FEED_EXISTS);
mapConstraint('calendar_feeds_organization_key', CALENDAR_FEED_EXISTS);
mapConstraint('calendar_feeds_bookable_key', CALENDAR_FEED_EXISTS);
