import { renderMail } from '../../../../infra/mail/mail-template.js';
import { ADA, describeMail, END, PERIOD_IN_BERLIN, START } from '../../../../../test/support/describe-mail.js';
import { bookingsFeature } from '../bookings.feature.js';
import { bookingCancelledMail } from './booking-cancelled.template.js';
import { bookingConfirmationMail } from './booking-confirmation.template.js';
import { bookingDeclinedMail } from './booking-declined.template.js';
import { bookingLinkMail } from './booking-link.template.js';
import { bookingReminderMail } from './booking-reminder.template.js';
import { bookingRequestedMail } from './booking-requested.template.js';
import { bookingRescheduledMail } from './booking-rescheduled.template.js';
import { bookingRestoredMail } from './booking-restored.template.js';
import { bookingUpdatedMail } from './booking-updated.template.js';
import { bookingWithdrawnMail } from './booking-withdrawn.template.js';

const booking = {
  title: 'Mentoring',
  start: START,
  end: END,
  organizerName: 'Grace Hopper',
  withName: 'Grace Hopper',
  attendeeNames: ['Ada Lovelace', 'Alan Turing'],
  location: 'Room 5',
  description: 'First session\nBring a laptop',
  bookingUrl: 'https://lyceum.test/bookings/1?a=1&b=2',
};

const guest = {
  name: 'Alan Turing',
  email: 'alan@example.org',
  answers: [{ label: 'Your goal', value: 'Recursion' }],
  notes: 'I come by wheelchair.',
};

describeMail(bookingRequestedMail, {
  data: { ...booking, withName: 'Alan Turing', bookerName: 'Alan Turing', isHost: true, guest },
  subject: 'Please confirm: Mentoring with Alan Turing, Sun 29 Mar, 10:00',
  says: [
    PERIOD_IN_BERLIN,
    'Alan Turing asks for this time',
    'Alan Turing (alan@example.org)',
    'Your goal',
    'Recursion',
    'Notes of the guest',
    'I come by wheelchair.',
    booking.bookingUrl,
  ],
});

describeMail(bookingRequestedMail, {
  data: { ...booking, location: null, awaitsPlace: true, bookerName: 'Alan Turing', isHost: false, isPending: true },
  subject: 'Requested: Mentoring with Grace Hopper, Sun 29 Mar, 10:00',
  says: [PERIOD_IN_BERLIN, 'Video call; the link comes when it is confirmed', booking.bookingUrl],
});

describeMail(bookingDeclinedMail, {
  data: { ...booking, reason: 'Illness' },
  subject: 'Declined: Mentoring with Grace Hopper, Sun 29 Mar, 10:00',
  says: [PERIOD_IN_BERLIN, 'Grace Hopper cannot take this booking', 'Illness'],
});

describeMail(bookingConfirmationMail, {
  data: { ...booking, sessionUrl: 'https://lyceum.test/rooms/1#guest=secret' },
  subject: 'Confirmed: Mentoring with Grace Hopper, Sun 29 Mar, 10:00',
  says: [
    PERIOD_IN_BERLIN,
    'Grace Hopper',
    'Ada Lovelace, Alan Turing',
    'Room 5',
    'Bring a laptop',
    booking.bookingUrl,
    'https://lyceum.test/rooms/1#guest=secret',
    'Your link opens the room from 10 minutes before the start.',
  ],
});

describeMail(bookingUpdatedMail, {
  data: booking,
  subject: 'Changed: Mentoring with Grace Hopper, Sun 29 Mar, 10:00',
  says: [PERIOD_IN_BERLIN, 'Room 5', 'The time is the same', booking.bookingUrl],
});

describeMail(bookingRescheduledMail, {
  data: {
    ...booking,
    previousStart: '2026-03-28T08:00:00.000Z',
    previousEnd: '2026-03-28T09:00:00.000Z',
    reason: 'Illness',
  },
  subject: 'New time: Mentoring with Grace Hopper, Sun 29 Mar, 10:00',
  says: [
    PERIOD_IN_BERLIN,
    'Saturday, 28 March 2026, 09:00–10:00 (Europe/Berlin, UTC+01:00)',
    'Illness',
    booking.bookingUrl,
  ],
});

describeMail(bookingCancelledMail, {
  data: { ...booking, cancelledByName: 'Grace Hopper', reason: 'Illness' },
  subject: 'Cancelled: Mentoring with Grace Hopper, Sun 29 Mar, 10:00',
  says: [PERIOD_IN_BERLIN, 'Grace Hopper', 'Illness'],
});

describeMail(bookingRestoredMail, {
  data: { ...booking, restoredByName: 'Grace Hopper' },
  subject: 'Takes place after all: Mentoring with Grace Hopper, Sun 29 Mar, 10:00',
  says: [PERIOD_IN_BERLIN, 'Grace Hopper', 'on again', booking.bookingUrl],
});

describeMail(bookingReminderMail, {
  data: { ...booking, minutesBefore: 60 },
  subject: 'Reminder: Mentoring with Grace Hopper, Sun 29 Mar, 10:00',
  says: [PERIOD_IN_BERLIN, 'In 1 hour: Mentoring', booking.bookingUrl],
});

describeMail(bookingLinkMail, {
  data: booking,
  subject: 'Your link: Mentoring with Grace Hopper, Sun 29 Mar, 10:00',
  says: [PERIOD_IN_BERLIN, 'asked for the one that works', 'Nothing about the booking has changed', booking.bookingUrl],
});

describeMail(bookingWithdrawnMail, {
  data: booking,
  subject: 'Not expected any more: Mentoring with Grace Hopper, Sun 29 Mar, 10:00',
  says: [PERIOD_IN_BERLIN, 'Grace Hopper', 'not expected'],
});

describe('mails about bookings', () => {
  it('keep a subject on one line and of bounded length', () => {
    const title = `Line one\r\nBcc: eve@example.test ${'x'.repeat(500)}`;
    const { subject } = renderMail(bookingConfirmationMail, { ...booking, title }, ADA);
    expect(subject).toMatch(/^Confirmed: Line one Bcc: eve@example.test x+… with Grace Hopper, Sun 29 Mar, 10:00$/);
    expect(subject.length).toBeLessThan(130);
  });

  it('say in the subject what happened, with whom and when, in the zone and the words of the reader', () => {
    const french = { ...ADA, timeZone: 'Asia/Tokyo', language: 'fr' } as const;
    expect(renderMail(bookingConfirmationMail, booking, french).subject).toBe(
      'Confirmé : Mentoring avec Grace Hopper, dim. 29 mars, 17:00',
    );
    expect(renderMail(bookingCancelledMail, { ...booking, withName: null }, ADA).subject).toBe(
      'Cancelled: Mentoring, Sun 29 Mar, 10:00',
    );
  });

  it('lead to pages in the language of the mail', () => {
    const { text } = renderMail(bookingConfirmationMail, booking, { ...ADA, language: 'fr' });
    expect(text).toContain(`\n${booking.bookingUrl}&lang=fr\n`);
  });

  it('leave out what a booking does not have', () => {
    const bare = { title: 'Mentoring', start: START, end: END, organizerName: 'Grace Hopper' };
    const { text, html } = renderMail(bookingCancelledMail, bare, ADA);
    for (const label of ['Where', 'With', 'Notes', 'Cancelled by', 'Reason']) {
      expect(text).not.toContain(`${label}:`);
      expect(html).not.toContain(`>${label}<`);
    }
  });

  it('name at most ten attendees and count the rest', () => {
    const attendeeNames = Array.from({ length: 12 }, (_, index) => `Guest ${index + 1}`);
    const { text } = renderMail(bookingConfirmationMail, { ...booking, attendeeNames }, ADA);
    expect(text).toContain('Guest 9, Guest 10 and 2 more');
  });
});

describe('a mail in the name of an organization', () => {
  const logo = { file: 'f00d.png', width: 400, height: 100 };
  const brand = { name: 'Academy & <b>Sons', color: '#ffd400', logo };
  const mailOf = (source?: string, more: object = {}) =>
    renderMail(bookingConfirmationMail, { ...booking, brand: { ...brand, ...more } }, ADA, source);

  it('says whose it is, in place of our name', () => {
    const { html, text } = mailOf();
    expect(text.startsWith('Academy & <b>Sons\n\n')).toBe(true);
    expect(html).toContain('>Academy &amp; &lt;b&gt;Sons</td>');
    expect(html).not.toContain('>Lyceum<');
  });

  it('has the logo where it comes with it, no larger than the head of a mail', () => {
    const { html } = mailOf('cid:logo@lyceum');
    expect(html).toContain('<img src="cid:logo@lyceum" alt="" width="200" height="50"');
    expect(mailOf().html).not.toContain('<img');
    expect(mailOf('cid:logo@lyceum', { logo: null }).html).not.toContain('<img');
    expect(mailOf('cid:logo@lyceum', { logo: { ...logo, width: 16, height: 1024 } }).html).toContain(
      'alt="" width="1" height="56"',
    );
  });

  it('has buttons of the colour with text that can be read, and links where the colour can be read', () => {
    const pale = mailOf().html;
    expect(pale).toContain('border:1px solid #4b5563;background-color:#ffd400;');
    expect(pale).toMatch(/color:#000000;text-decoration:none;">Open the booking</);
    expect(pale).not.toContain('color:#ffd400;">https');
    const dark = mailOf(undefined, { color: '#0b6e4f' }).html;
    expect(dark).toMatch(/color:#ffffff;text-decoration:none;">Open the booking</);
    expect(dark).toContain('color:#0b6e4f;">https');
    expect(mailOf(undefined, { color: null }).html).toContain('background-color:#3730a3;');
  });
});

describe('mails about bookings that administrators read', () => {
  it.each(bookingsFeature.mails!.map((mail) => [mail.name, mail] as const))(
    '%s has the guest without address, answers and notes',
    (_name, mail) => {
      const data = {
        ...booking,
        previousStart: START,
        previousEnd: END,
        isHost: true,
        bookerName: 'Alan Turing',
        guest: { ...guest, answers: [...guest.answers, { label: 'First time', value: true }] },
      };
      const { text } = renderMail(mail, mail.concealed!(data), ADA);
      expect(text).toMatch(/Alan Turing \(\[redacted\]\)/);
      expect(text).toMatch(/First time: \[redacted\]/);
      for (const hidden of [guest.email, 'Recursion', guest.notes]) expect(text).not.toContain(hidden);
    },
  );
});
