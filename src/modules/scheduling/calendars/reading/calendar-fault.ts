/**
 * not_a_calendar: no iCalendar, or one that breaks the format; too_many_events, too_many_occurrences: more than is read;
 * takes_too_long: it needs more time or memory than a calendar may.
 */
export type CalendarFaultCode = 'not_a_calendar' | 'too_many_events' | 'too_many_occurrences' | 'takes_too_long';

const MESSAGES: Readonly<Record<CalendarFaultCode, string>> = {
  not_a_calendar: 'What the address answers is no calendar file (iCalendar, RFC 5545), or a broken one.',
  too_many_events: 'The calendar has more than 20,000 events.',
  too_many_occurrences: 'Events of the calendar repeat too often.',
  takes_too_long: 'The calendar takes too much time or memory to read.',
};

/** Why an external calendar cannot be used, for its owner. */
export class CalendarFault extends Error {
  override readonly name = 'CalendarFault';

  constructor(readonly code: CalendarFaultCode) {
    super(MESSAGES[code]);
  }
}
