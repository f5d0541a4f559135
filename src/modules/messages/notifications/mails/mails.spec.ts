import { renderMail } from '../../../../infra/mail/mail-template.js';
import { ADA, describeMail, END, PERIOD_IN_BERLIN, START } from '../../../../../test/support/describe-mail.js';
import { dailySummaryMail } from './daily-summary.template.js';

const booking = { title: 'Mentoring', start: START, end: END, location: 'Room 5' };
const appUrl = 'https://lyceum.test/app';

describeMail(dailySummaryMail, {
  data: {
    date: '2026-03-29',
    bookings: [booking, { ...booking, title: 'Lecture', location: null }],
    unreadNotifications: 3,
    appUrl,
  },
  subject: 'Your day: Sunday, 29 March 2026',
  says: ['Mentoring', 'Lecture', PERIOD_IN_BERLIN, '3 unread notifications', appUrl],
});

describe('the daily summary', () => {
  it('names at most twenty bookings of a day and counts the rest', () => {
    const bookings = Array.from({ length: 25 }, (_, index) => ({ ...booking, title: `Talk ${index + 1}` }));
    const { text } = renderMail(
      dailySummaryMail,
      { date: '2026-03-29', bookings, unreadNotifications: 0, appUrl },
      ADA,
    );
    expect(text).toContain('Talk 20\n');
    expect(text).not.toContain('Talk 21');
    expect(text).toContain('And 5 more.');
  });

  it('says so when a day is empty', () => {
    const data = { date: '2026-03-29', bookings: [], unreadNotifications: 0, appUrl };
    expect(renderMail(dailySummaryMail, data, ADA).text).toContain('no bookings today');
  });

  it('says nothing of bookings when it is not known what is planned', () => {
    const { text } = renderMail(dailySummaryMail, { date: '2026-03-29', unreadNotifications: 2, appUrl }, ADA);
    expect(text).toContain('You have 2 unread notifications.');
    expect(text).not.toContain('booking');
  });
});
