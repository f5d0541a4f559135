import { describeMail } from '../../../../../test/support/describe-mail.js';
import { logAlertMail } from './log-alert.template.js';
import { logDigestMail } from './log-digest.template.js';
import { logReminderMail } from './log-reminder.template.js';
import { logReturnedMail } from './log-returned.template.js';
import { timetableChangedMail } from './timetable-changed.template.js';

const offeringId = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11';
const log = { offeringId, offering: 'CS101 Programming, A1', weekNumber: 3, dueAt: '2026-04-05T21:59:00.000Z' };
const due = 'Sunday, 5 April 2026, 23:59 (Europe/Berlin, UTC+02:00)';
const logUrl = `https://lyceum.test/app/logs/${offeringId}?week=3`;
const boardUrl = 'https://lyceum.test/app/courses/board';

describeMail(logReminderMail, {
  data: { ...log, logUrl },
  subject: 'Log due: CS101 Programming, A1, week 3',
  says: ['CS101 Programming, A1', 'week 3', due, logUrl],
});

describeMail(logReturnedMail, {
  data: { offering: log.offering, weekNumber: 3, note: 'Which meetings took place?', logUrl },
  subject: 'Log returned: CS101 Programming, A1, week 3',
  says: ['CS101 Programming, A1', 'week 3', 'Which meetings took place?', logUrl],
});

describeMail(logAlertMail, {
  data: { what: 'missing', count: 2, logs: [log], boardUrl },
  subject: '2 weekly logs are missing',
  says: ['CS101 Programming, A1, week 3', due, 'And 1 more.', boardUrl],
});

describeMail(logDigestMail, {
  data: {
    organization: 'Academy',
    date: '2026-04-06',
    missing: 4,
    late: 1,
    submitted: 7,
    due: 2,
    logs: [log],
    boardUrl,
  },
  subject: 'Weekly logs of Academy, Monday, 6 April 2026',
  says: ['Missing', 'CS101 Programming, A1, week 3', due, boardUrl],
});

describeMail(timetableChangedMail, {
  data: {
    ...{ what: 'cancelled', count: 2, reason: 'Ill', timetableUrl: 'https://lyceum.test/app/courses/timetable' },
    meetings: [{ title: 'Logic', start: '2026-04-06T08:00:00.000Z', end: '2026-04-06T09:30:00.000Z' }],
  },
  subject: 'Cancelled: 2 meetings of Logic',
  says: ['Monday, 6 April 2026, 10:00–11:30 (Europe/Berlin, UTC+02:00)', 'And 1 more.', 'Reason: Ill'],
});
