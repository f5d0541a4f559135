import { describeMail, END, PERIOD_IN_BERLIN, START } from '../../../../../test/support/describe-mail.js';
import { seriesCancelledMail } from './series-cancelled.template.js';
import { seriesChangedMail } from './series-changed.template.js';
import { seriesConfirmationMail } from './series-confirmation.template.js';
import { seriesDatesSkippedMail } from './series-dates-skipped.template.js';
import { seriesWithdrawnMail } from './series-withdrawn.template.js';

const series = {
  title: 'Tutoring',
  rule: 'every week on Monday at 10 AM',
  timeZone: 'Europe/Berlin',
  dates: [{ start: START, end: END }],
  skippedDates: ['2026-04-05T08:00:00.000Z'],
  organizerName: 'Grace Hopper',
  attendeeNames: ['Ada Lovelace', 'Alan Turing'],
  location: 'Room 5',
  description: 'Algebra',
};

describeMail(seriesConfirmationMail, {
  data: series,
  subject: 'Confirmed: Tutoring',
  says: [
    'every week on Monday at 10 AM (Europe/Berlin)',
    PERIOD_IN_BERLIN,
    'Sunday, 5 April 2026, 10:00 (Europe/Berlin, UTC+02:00)',
    'Grace Hopper',
    'Ada Lovelace, Alan Turing',
    'Algebra',
  ],
});

describeMail(seriesChangedMail, { data: series, subject: 'Changed: Tutoring', says: [series.rule, PERIOD_IN_BERLIN] });

describeMail(seriesDatesSkippedMail, {
  data: series,
  subject: 'Not on all dates: Tutoring',
  says: [series.rule, 'Sunday, 5 April 2026, 10:00 (Europe/Berlin, UTC+02:00)', 'their time is taken'],
});

describeMail(seriesCancelledMail, {
  data: { ...series, cancelledByName: 'Grace Hopper', reason: 'The room is closed.' },
  subject: 'Cancelled: Tutoring',
  says: [series.rule, 'The room is closed.'],
});

describeMail(seriesWithdrawnMail, { data: series, subject: 'Not expected any more: Tutoring', says: [series.rule] });
