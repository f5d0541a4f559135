import type { Question } from '../../event-types/event-types.api.js';
import type { BookingRow } from '../booking/booking-row.js';
import { describedWith, guestOf } from './guest-details.js';

const question = (key: string, label: string): Question => ({ key, label, type: 'text', required: false });

function booking(more: Partial<BookingRow> = {}): BookingRow {
  const booker = { id: '2', userId: null, email: 'alan@example.org', name: 'Alan Turing', role: 'booker' } as const;
  const brought = { ...booker, id: '1', email: 'kurt@example.org', name: 'Kurt', role: 'attendee' } as const;
  const rest = { status: 'needs_action', isAbsent: null } as const;
  const attendees = [
    { ...brought, ...rest },
    { ...booker, ...rest },
  ];
  return { description: null, answers: {}, notes: null, attendees, ...more } as unknown as BookingRow;
}

it('is who booked, with the answers as the questions call them, in their order', () => {
  const answers = { agreed: true, topics: ['Sets', 'Proofs'], goal: 'Recursion', count: 3, dropped: false };
  const questions = [question('goal', 'Your goal'), question('topics', 'Topics'), question('agreed', 'Rules read')];
  expect(guestOf(booking({ answers }), new Map(), questions)).toEqual({
    name: 'Alan Turing',
    email: 'alan@example.org',
    answers: [
      { label: 'Your goal', value: 'Recursion' },
      { label: 'Topics', value: 'Sets, Proofs' },
      { label: 'Rules read', value: true },
      { label: 'count', value: '3' },
      { label: 'dropped', value: false },
    ],
    notes: null,
  });
});

it('is nobody where the organizer made the booking', () => {
  const { attendees } = booking();
  expect(guestOf(booking({ attendees: attendees.filter(({ role }) => role !== 'booker') }), new Map(), [])).toBeNull();
});

it('says nothing of who was forgotten', () => {
  const attendees = booking().attendees.map((row) => ({ ...row, email: null, name: null }));
  expect(guestOf(booking({ attendees }), new Map(), [])).toEqual({
    name: 'Former user',
    email: null,
    answers: [],
    notes: null,
  });
});

it('stands before what everybody reads in the calendar', () => {
  const guest = guestOf(booking({ answers: { goal: 'Recursion' } }), new Map(), [question('goal', 'Your goal')]);
  const lines = 'Guest: Alan Turing <alan@example.org>\nYour goal: Recursion';
  expect(describedWith(booking(), guest).description).toBe(lines);
  expect(describedWith(booking({ description: 'Bring a pen.' }), guest).description).toBe(`${lines}\n\nBring a pen.`);
  expect(describedWith(booking({ description: 'Bring a pen.' }), null).description).toBe('Bring a pen.');
  const noted = guestOf(booking({ notes: 'I come by wheelchair.' }), new Map(), []);
  expect(describedWith(booking(), noted).description).toMatch(/\nNotes of the guest: I come by wheelchair\.$/);
  expect(describedWith(booking(), noted, 'fr').description).toMatch(
    /\nRemarques de l’invité : I come by wheelchair\.$/,
  );
  expect(describedWith(booking(), guest, 'fr').description).toMatch(/^Invité : Alan Turing <alan@example.org>\n/);
});

it('says yes and no in the language of whoever reads it', () => {
  const guest = guestOf(booking({ answers: { agreed: true, again: false } }), new Map(), []);
  expect(describedWith(booking(), guest).description).toMatch(/\nagreed: Yes\nagain: No$/);
  expect(describedWith(booking(), guest, 'fr').description).toMatch(/\nagreed: Oui\nagain: Non$/);
});
