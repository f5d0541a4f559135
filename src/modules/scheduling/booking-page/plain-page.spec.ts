import type { EventTypeRecord } from '../event-types/event-types.api.js';
import type { BookingView } from '../bookings/bookings.api.js';
import { stepIn, typedIn } from './plain-form.js';
import { plainDone, plainForm, type PlainPage, plainTimes } from './plain-page.js';
import { plainWaiting } from './plain-waiting.js';

const type = {
  title: 'Mentoring',
  description: null,
  location: null,
  durations: [30, 60],
  questions: [{ key: 'goal', label: 'Goal', type: 'text', required: false }],
  requiresConfirmation: false,
  successRedirectUrl: null,
  redirectsWithBooking: false,
} as unknown as EventTypeRecord;

const page: PlainPage = {
  language: 'en',
  type,
  hostNames: ['Ada Lovelace', 'Grace <Hopper>'],
  place: { timeZone: 'UTC', durationMinutes: 30, month: '2031-03', slot: null, waiting: null },
  brand: null,
  person: null,
  query: '',
};
const NOW = new Date('2031-02-10T09:00:00Z');
const slots = [{ start: '2031-03-15T09:00:00.000Z', end: '2031-03-15T09:30:00.000Z' }];
const sent = {
  form: '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11',
  step: 'times',
  from: '2031-03-01T00:00',
  name: 'Grace "Amazing" Hopper',
  email: 'grace@example.org',
  notes: '',
  'answer.goal': 'Sums',
};

describe('the page after booking without a script', () => {
  it.each([
    ['pending', null, 'https://calls.example/ada', 'Video call; the link comes when it is confirmed'],
    ['confirmed', 'https://calls.example/ada', 'https://calls.example/ada', 'https://calls.example/ada'],
    ['pending', 'Room 5', 'Room 5', 'Room 5'],
  ])('says where a %s booking at %s takes place', (status, told, location, said) => {
    const booking = { ...slots[0], status, location: told, organizer: { name: 'Ada' } } as unknown as BookingView;
    const done = plainDone({ ...page, type: { ...type, location } }, booking, null);
    expect(/<dt>Where<\/dt><dd>(.*?)<\/dd>/.exec(done)?.[1]).toBe(said);
  });
});

describe('the pages before booking without a script', () => {
  it('say with whom', () => {
    const brand = { name: 'Engines', color: null, logo: null } as unknown as PlainPage['brand'];
    const chosen = { ...page, brand, place: { ...page.place, slot: NOW } };
    for (const shown of [plainTimes({ ...page, brand }, slots, NOW), plainForm(chosen, {})])
      expect(/<dt>With<\/dt><dd>(.*?)<\/dd>/.exec(shown)?.[1]).toBe('Ada Lovelace, Grace &lt;Hopper&gt;, Engines');
    expect(plainTimes({ ...page, hostNames: [] }, slots, NOW)).not.toContain('<dl>');
  });
});

describe('a month with thousands of times', () => {
  /** A start every five minutes, day and night. */
  const many = Array.from({ length: 31 * 24 * 12 }, (_, index) => {
    const start = Date.parse('2031-03-01T00:00:00Z') + index * 300_000;
    return { start: new Date(start).toISOString(), end: new Date(start + 300_000).toISOString() };
  });

  it('repeats what its address fills in as long as that is short', () => {
    const times = plainTimes({ ...page, query: '?name=Grace&goal=Sums' }, many, NOW);
    expect(times.match(/\?name=Grace&amp;goal=Sums&amp;[^"]*slot=2031-03-/g)).toHaveLength(many.length);
  });

  it('does not repeat an address as long as one can be, which would be a hundred megabytes', () => {
    const query = `?name=Grace&utm=${'x'.repeat(15_000)}`;
    const times = plainTimes({ ...page, query }, many, NOW);
    expect(times.match(/slot=2031-03-/g)).toHaveLength(many.length);
    // The links to other languages have it.
    expect(times.split('x'.repeat(15_000))).toHaveLength(2);
  });
});

describe('the way back from a form without a script', () => {
  it('is a button after the one that books, so that the Enter key books', () => {
    const form = plainForm({ ...page, place: { ...page.place, slot: NOW } }, {});
    expect(form.match(/<button[^>]*>/g)).toEqual([
      '<button class="primary">',
      expect.stringMatching(/^<button name="step" value="times" formnovalidate formaction="\?(?!.*slot=).*">$/),
    ]);
    expect(plainWaiting(page, {}).match(/<button[^>]*>/g)).toEqual([
      '<button class="primary">',
      expect.stringContaining('formaction="../plain?'),
    ]);
  });

  it('takes along what was typed, in forms and in no address', () => {
    const typed = typedIn(sent);
    expect(typed).toEqual({ name: sent.name, email: sent.email, 'answer.goal': 'Sums' });
    const times = plainTimes({ ...page, typed }, slots, NOW);
    const [hidden = ''] = /<form method="post" id="typed">.*?<\/form>/.exec(times) ?? [];
    for (const field of ['name="name" value="Grace &quot;Amazing&quot; Hopper"', 'name="answer.goal" value="Sums"'])
      expect(times.split(field)).toHaveLength(4);
    expect(hidden).toContain('name="email" value="grace@example.org"');
    // Months, the time, and both forms of choices.
    expect(times.match(/<button form="typed" name="step" value="times"/g)).toHaveLength(2);
    expect(times).toMatch(/<button form="typed" name="step" value="form" formnovalidate formaction="[^"]*slot=2031/);
    expect(times.match(/<form method="post" action="[^"]*"/g)).toHaveLength(2);
    expect(times).not.toMatch(/<(a|form|button)[^>]*(Hopper|grace|Sums)/);
    expect(times).not.toContain('method="get"');
  });

  it('leads on by links where nothing was typed', () => {
    const times = plainTimes({ ...page, typed: typedIn({ step: 'times', name: '' }) }, slots, NOW);
    expect(times).toMatch(/<a href="[^"]*slot=2031[^"]*" class="button">/);
    expect(times).not.toContain('method="post"');
  });

  it('is asked for by a step, and everything else books', () => {
    expect([sent, { step: 'form' }, { step: 'x' }, { step: ['times'] }, {}].map(stepIn)).toEqual([
      'times',
      'form',
      null,
      null,
      null,
    ]);
  });
});
