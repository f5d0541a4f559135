import { MAIL_TEMPLATE_NAMES, type MailData, type MailTemplateName, renderMail } from './mail.templates.js';

const booking = {
  title: 'Mentoring',
  start: '2026-03-29T08:00:00.000Z',
  end: '2026-03-29T09:00:00.000Z',
  organizerName: 'Grace Hopper',
  attendeeNames: ['Ada Lovelace', 'Alan Turing'],
  location: 'Room 5',
  description: 'First session\nBring a laptop',
  bookingUrl: 'https://lyceum.test/bookings/1?a=1&b=2',
};
const series = {
  title: 'Tutoring',
  rule: 'every week on Monday at 10 AM',
  timeZone: 'Europe/Berlin',
  dates: [{ start: booking.start, end: booking.end }],
  skippedDates: ['2026-04-05T08:00:00.000Z'],
  organizerName: 'Grace Hopper',
  attendeeNames: ['Ada Lovelace', 'Alan Turing'],
  location: 'Room 5',
  description: 'Algebra',
};
const appUrl = 'https://lyceum.test/app';
const secret = 'https://lyceum.test/link?token=s3cr3t&x=1';
const PERIOD_IN_BERLIN = 'Sunday, 29 March 2026, 10:00–11:00 (Europe/Berlin, UTC+02:00)';

interface Example<T extends MailTemplateName> {
  readonly data: MailData<T>;
  readonly subject: string;
  /** What must be in both parts: links, times and what the mail is about. */
  readonly says: readonly string[];
}

const examples: { readonly [T in MailTemplateName]: Example<T> } = {
  WELCOME: { data: { appUrl }, subject: 'Welcome to Lyceum', says: [appUrl] },
  VERIFY_EMAIL: {
    data: { verifyUrl: secret, expiresInMinutes: 1440 },
    subject: 'Confirm your e-mail address',
    says: [secret, 'within 1 day'],
  },
  PASSWORD_RESET: {
    data: { resetUrl: secret, expiresInMinutes: 30 },
    subject: 'Reset your password',
    says: [secret, 'within 30 minutes'],
  },
  ORG_INVITE: {
    data: {
      organizationName: 'Analytical Engines',
      inviterName: 'Charles Babbage',
      role: 'member',
      acceptUrl: secret,
      expiresAt: '2026-04-05T21:59:00.000Z',
    },
    subject: 'Invitation to Analytical Engines',
    says: [
      secret,
      'Charles Babbage',
      'Analytical Engines',
      'member',
      'Sunday, 5 April 2026, 23:59 (Europe/Berlin, UTC+02:00)',
    ],
  },
  WAITLIST_OFFER: {
    data: {
      title: 'Mentoring',
      start: booking.start,
      end: booking.end,
      acceptUrl: secret,
      expiresAt: '2026-03-28T21:59:00.000Z',
    },
    subject: 'A time is free: Mentoring',
    says: [secret, PERIOD_IN_BERLIN, 'Mentoring', 'Saturday, 28 March 2026, 22:59 (Europe/Berlin, UTC+01:00)'],
  },
  BOOKING_REQUESTED: {
    data: { ...booking, bookerName: 'Alan Turing', isHost: true },
    subject: 'Please confirm: Mentoring',
    says: [PERIOD_IN_BERLIN, 'Alan Turing asks for this time', booking.bookingUrl],
  },
  BOOKING_DECLINED: {
    data: { ...booking, reason: 'Illness' },
    subject: 'Declined: Mentoring',
    says: [PERIOD_IN_BERLIN, 'Grace Hopper cannot take this booking', 'Illness'],
  },
  BOOKING_CONFIRMATION: {
    data: booking,
    subject: 'Confirmed: Mentoring',
    says: [
      PERIOD_IN_BERLIN,
      'Grace Hopper',
      'Ada Lovelace, Alan Turing',
      'Room 5',
      'Bring a laptop',
      booking.bookingUrl,
    ],
  },
  BOOKING_UPDATED: {
    data: booking,
    subject: 'Changed: Mentoring',
    says: [PERIOD_IN_BERLIN, 'Room 5', 'The time is the same', booking.bookingUrl],
  },
  BOOKING_RESCHEDULED: {
    data: {
      ...booking,
      previousStart: '2026-03-28T08:00:00.000Z',
      previousEnd: '2026-03-28T09:00:00.000Z',
      reason: 'Illness',
    },
    subject: 'New time: Mentoring',
    says: [
      PERIOD_IN_BERLIN,
      'Saturday, 28 March 2026, 09:00–10:00 (Europe/Berlin, UTC+01:00)',
      'Illness',
      booking.bookingUrl,
    ],
  },
  BOOKING_CANCELLED: {
    data: { ...booking, cancelledByName: 'Grace Hopper', reason: 'Illness' },
    subject: 'Cancelled: Mentoring',
    says: [PERIOD_IN_BERLIN, 'Grace Hopper', 'Illness'],
  },
  BOOKING_REMINDER: {
    data: { ...booking, minutesBefore: 60 },
    subject: 'Reminder: Mentoring',
    says: [PERIOD_IN_BERLIN, 'In 1 hour: Mentoring', booking.bookingUrl],
  },
  BOOKING_WITHDRAWN: {
    data: booking,
    subject: 'Not expected any more: Mentoring',
    says: [PERIOD_IN_BERLIN, 'Grace Hopper', 'not expected'],
  },
  SERIES_CONFIRMATION: {
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
  },
  SERIES_CHANGED: { data: series, subject: 'Changed: Tutoring', says: [series.rule, PERIOD_IN_BERLIN] },
  SERIES_DATES_SKIPPED: {
    data: series,
    subject: 'Not on all dates: Tutoring',
    says: [series.rule, 'Sunday, 5 April 2026, 10:00 (Europe/Berlin, UTC+02:00)', 'their time is taken'],
  },
  SERIES_CANCELLED: {
    data: { ...series, cancelledByName: 'Grace Hopper', reason: 'The room is closed.' },
    subject: 'Cancelled: Tutoring',
    says: [series.rule, 'The room is closed.'],
  },
  SERIES_WITHDRAWN: { data: series, subject: 'Not expected any more: Tutoring', says: [series.rule] },
  ONBOARDING_TIPS: { data: { appUrl }, subject: 'Three things to try in Lyceum', says: [appUrl] },
  DAILY_SUMMARY: {
    data: {
      date: '2026-03-29',
      bookings: [booking, { ...booking, title: 'Lecture', location: null }],
      unreadNotifications: 3,
      appUrl,
    },
    subject: 'Your day: Sunday, 29 March 2026',
    says: ['Mentoring', 'Lecture', PERIOD_IN_BERLIN, '3 unread notifications', appUrl],
  },
  WEEKLY_REPORT: {
    data: {
      from: '2026-03-23',
      to: '2026-03-29',
      figures: [
        { label: 'Bookings', value: 12, previous: 9 },
        { label: 'New users', value: 3 },
      ],
      appUrl,
    },
    subject: 'Weekly report: Monday, 23 March 2026 to Sunday, 29 March 2026',
    says: ['Bookings', '12 (the week before: 9)', 'New users', appUrl],
  },
  REFRESH_REUSE: {
    data: { detectedAt: booking.start, device: 'Firefox on Linux', ipAddress: '203.0.113.7', securityUrl: secret },
    subject: 'Security notice: you were signed out',
    says: ['Sunday, 29 March 2026, 10:00 (Europe/Berlin, UTC+02:00)', 'Firefox on Linux', '203.0.113.7', secret],
  },
  PASSWORD_CHANGED: {
    data: { changedAt: booking.start, ipAddress: '203.0.113.7', securityUrl: secret },
    subject: 'Your password was changed',
    says: ['Sunday, 29 March 2026, 10:00 (Europe/Berlin, UTC+02:00)', '203.0.113.7', secret],
  },
  EMAIL_CHANGED: {
    data: { newEmail: 'ada@engines.test', changedAt: booking.start, revertUrl: secret, expiresInDays: 14 },
    subject: 'The e-mail address of your account was changed',
    says: ['Sunday, 29 March 2026, 10:00 (Europe/Berlin, UTC+02:00)', 'a…', secret, 'within 14 days'],
  },
  CONFIRM_NEW_EMAIL: {
    data: { confirmUrl: secret, expiresInMinutes: 30 },
    subject: 'Confirm your new e-mail address',
    says: [secret, 'within 30 minutes'],
  },
};
const ada = { name: 'Ada Lovelace', timeZone: 'Europe/Berlin' };

/** The text that a reader of the HTML part sees, without tags and with entities resolved. */
function visible(html: string): string {
  return html
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(amp|lt|gt|quot|#39);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
    );
}

function example(name: MailTemplateName) {
  return renderMail(name, examples[name].data as never, ada);
}

describe('mail templates', () => {
  it.each(MAIL_TEMPLATE_NAMES)('%s says the same in both parts', (name) => {
    const { subject, html, text } = example(name);
    expect(subject).toBe(examples[name].subject);
    for (const saying of ['Hello Ada Lovelace,', ...examples[name].says]) {
      expect(text).toContain(saying);
      expect(visible(html)).toContain(saying);
    }
  });

  it.each(MAIL_TEMPLATE_NAMES)('%s is readable: language, title, one heading, and a reason', (name) => {
    const { subject, html, text } = example(name);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
    expect(visible(/<title>(.*)<\/title>/.exec(html)?.[1] ?? '')).toBe(subject);
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    expect(html.match(/<table(?! role="presentation"| class="facts")/g)).toBeNull();
    expect(text).toMatch(/\n-- \nYou receive /);
  });

  it.each(MAIL_TEMPLATE_NAMES)('%s loads nothing from elsewhere', (name) => {
    expect(example(name).html).not.toMatch(/<(img|link|script|iframe|object|video)|\bsrc=|@import|url\(/i);
  });

  it.each(MAIL_TEMPLATE_NAMES)('%s escapes every text it is given', (name) => {
    const { html } = renderMail(name, hostile(examples[name].data) as never, { ...ada, name: HOSTILE });
    expect(html).not.toMatch(/<script|<b>|onload="|&(?!(amp|lt|gt|quot|#39);)/);
    expect(html.match(/<(\w+)/g)?.length).toBe(
      renderMail(name, examples[name].data as never, ada).html.match(/<(\w+)/g)?.length,
    );
  });

  it.each(MAIL_TEMPLATE_NAMES)('%s survives the way through JSON', (name) => {
    const { data } = examples[name];
    expect(renderMail(name, JSON.parse(JSON.stringify(data)) as never, ada)).toEqual(
      renderMail(name, data as never, ada),
    );
  });

  it('keeps a subject on one line and of bounded length', () => {
    const title = `Line one\r\nBcc: eve@example.test ${'x'.repeat(500)}`;
    const { subject } = renderMail('BOOKING_CONFIRMATION', { ...booking, title }, ada);
    expect(subject).toMatch(/^Confirmed: Line one Bcc: eve@example.test x+…$/);
    expect(subject.length).toBeLessThan(100);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '/relative', ''])('refuses the link %j', (resetUrl) => {
    expect(() => renderMail('PASSWORD_RESET', { resetUrl, expiresInMinutes: 30 }, ada)).toThrow(RangeError);
  });

  it('greets without a name when it has none', () => {
    expect(renderMail('WELCOME', { appUrl }, { timeZone: 'UTC' }).text).toContain('\nHello,\n');
  });

  it('keeps a name from becoming a link in mail programs', () => {
    const name = 'Free money at https://evil.example';
    const { text, html } = renderMail('VERIFY_EMAIL', { verifyUrl: secret, expiresInMinutes: 30 }, { ...ada, name });
    for (const part of [text, html]) expect(part).not.toMatch(/https:\/\/evil|evil\.example/);
  });

  it('names at most twenty bookings of a day and counts the rest', () => {
    const bookings = Array.from({ length: 25 }, (_, index) => ({ ...booking, title: `Talk ${index + 1}` }));
    const { text } = renderMail('DAILY_SUMMARY', { date: '2026-03-29', bookings, unreadNotifications: 0, appUrl }, ada);
    expect(text).toContain('Talk 20\n');
    expect(text).not.toContain('Talk 21');
    expect(text).toContain('And 5 more.');
  });

  it('leaves out what a booking does not have', () => {
    const bare = { title: 'Mentoring', start: booking.start, end: booking.end, organizerName: 'Grace Hopper' };
    const { text, html } = renderMail('BOOKING_CANCELLED', bare, ada);
    for (const label of ['Where', 'With', 'Notes', 'Cancelled by', 'Reason']) {
      expect(text).not.toContain(`${label}:`);
      expect(html).not.toContain(`>${label}<`);
    }
  });

  it('says so when a day is empty', () => {
    const data = { date: '2026-03-29', bookings: [], unreadNotifications: 0, appUrl };
    expect(renderMail('DAILY_SUMMARY', data, ada).text).toContain('no bookings today');
  });

  it('says nothing of bookings when it is not known what is planned', () => {
    const { text } = renderMail('DAILY_SUMMARY', { date: '2026-03-29', unreadNotifications: 2, appUrl }, ada);
    expect(text).toContain('You have 2 unread notifications.');
    expect(text).not.toContain('booking');
  });

  it('names at most ten attendees and counts the rest', () => {
    const attendeeNames = Array.from({ length: 12 }, (_, index) => `Guest ${index + 1}`);
    const { text } = renderMail('BOOKING_CONFIRMATION', { ...booking, attendeeNames }, ada);
    expect(text).toContain('Guest 9, Guest 10 and 2 more');
  });
});

const HOSTILE = `"'><script>alert(1)</script><b>&copy; \u0007`;

/** The example with something hostile before every text; links and times stay what they are. */
function hostile(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => hostile(item, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hostile(item, name)]));
  if (typeof value !== 'string' || /url$|start$|end$|at$|date|^from$|^to$/i.test(key)) return value;
  return HOSTILE + value;
}
