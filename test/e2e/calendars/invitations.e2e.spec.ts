import { book, slot } from '../../factories/booking.js';
import { newEmail, type Person, signUpAllVerified } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';
import { calendarFileOf, shownAfter } from '../../support/attendee-calendar.js';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);

let ada: Person;
let guest: string;

beforeEach(async () => {
  [ada] = await signUpAllVerified(api, 'Ada');
  guest = newEmail('guest');
});

async function fileTo(to: string, subject: string, after = ''): Promise<{ id: string; file: string }> {
  const mail = await mailbox.waitFor({ to, subject, ...(after === '' ? {} : { after }) });
  return { id: mail.id, file: calendarFileOf(mail) };
}

describe('the calendar of somebody who is invited', () => {
  it('shows the booking as it is in the end, whatever order the e-mails come in', async () => {
    const { id } = await book(ada, slot(1), { title: 'Mentoring', attendees: [{ email: guest }] });
    const { file: invitation } = await fileTo(guest, 'Confirmed: Mentoring');
    await ada.api.post(`/bookings/${id}/reschedule`, { start: slot(3).start });
    const { file: move } = await fileTo(guest, 'New time: Mentoring');
    await ada.api.delete(`/bookings/${id}`);
    const { file: end } = await fileTo(guest, 'Cancelled: Mentoring');
    expect(shownAfter(invitation)).toEqual([`Mentoring ${slot(1).start}`]);
    for (const order of [
      [invitation, move],
      [move, invitation],
    ])
      expect(shownAfter(...order)).toEqual([`Mentoring ${slot(3).start}`]);
    for (const order of [
      [invitation, move, end],
      [end, move, invitation],
      [move, end, invitation],
    ])
      expect(shownAfter(...order)).toEqual([]);
  });

  it('forgets the booking when they are taken off, and has it again when they are invited again', async () => {
    const { id } = await book(ada, slot(1), { title: 'Teaching', attendees: [{ email: guest }] });
    const first = await fileTo(guest, 'Confirmed: Teaching');
    const { body } = await ada.api.get(`/bookings/${id}`);
    await ada.api.delete(`/bookings/${id}/attendees/${body.attendees[0].id}`);
    const withdrawal = await fileTo(guest, 'Not expected any more: Teaching');
    expect(shownAfter(first.file, withdrawal.file)).toEqual([]);
    await ada.api.post(`/bookings/${id}/attendees`, { email: guest });
    const again = await fileTo(guest, 'Confirmed: Teaching', first.id);
    expect(shownAfter(first.file, withdrawal.file, again.file)).toEqual([`Teaching ${slot(1).start}`]);
  });
});
