import { renderMail } from '../../../../infra/mail/mail-template.js';
import { ADA, describeMail, END, PERIOD_IN_BERLIN, START } from '../../../../../test/support/describe-mail.js';
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
  withName: 'Grace Hopper',
  attendeeNames: ['Ada Lovelace', 'Alan Turing'],
  location: 'Room 5',
  description: 'Algebra',
};

describeMail(seriesConfirmationMail, {
  data: { ...series, sessionUrl: 'https://lyceum.test/rooms/1#guest=secret' },
  subject: 'Confirmed: Tutoring with Grace Hopper, from Sun 29 Mar, 10:00',
  says: [
    'every week on Monday at 10 AM (Europe/Berlin)',
    PERIOD_IN_BERLIN,
    'Sunday, 5 April 2026, 10:00 (Europe/Berlin, UTC+02:00)',
    'Grace Hopper',
    'Ada Lovelace, Alan Turing',
    'Algebra',
    'https://lyceum.test/rooms/1#guest=secret',
    'Your link opens the room from 10 minutes before the start.',
  ],
});

describeMail(seriesChangedMail, {
  data: series,
  subject: 'Changed: Tutoring with Grace Hopper, from Sun 29 Mar, 10:00',
  says: [series.rule, PERIOD_IN_BERLIN],
});

describeMail(seriesDatesSkippedMail, {
  data: series,
  subject: 'Not on all dates: Tutoring with Grace Hopper, from Sun 29 Mar, 10:00',
  says: [series.rule, 'Sunday, 5 April 2026, 10:00 (Europe/Berlin, UTC+02:00)', 'their time is taken'],
});

describeMail(seriesCancelledMail, {
  data: { ...series, dates: [], withName: null, cancelledByName: 'Grace Hopper', reason: 'The room is closed.' },
  subject: 'Cancelled: Tutoring, every week on Monday at 10 AM',
  says: [series.rule, 'The room is closed.'],
});

describeMail(seriesWithdrawnMail, {
  data: series,
  subject: 'Not expected any more: Tutoring with Grace Hopper, from Sun 29 Mar, 10:00',
  says: [series.rule],
});

describe('mails about series', () => {
  it('come in the name of the organization', () => {
    const brand = { name: 'Engines & Co', color: '#0b6e4f', logo: { file: 'f00d.png', width: 40, height: 40 } };
    const { html } = renderMail(seriesConfirmationMail, { ...series, brand }, ADA, 'cid:x');
    expect(html).toMatch(/<img src="cid:x"[^>]*>Engines &amp; Co<\/td>/);
  });

  it('say in the subject with whom and from when, in the zone and the words of the reader', () => {
    const french = { ...ADA, timeZone: 'Asia/Tokyo', language: 'fr' } as const;
    expect(renderMail(seriesChangedMail, series, french).subject).toBe(
      'Modifiée : Tutoring avec Grace Hopper, à partir du dim. 29 mars, 17:00',
    );
  });
});
