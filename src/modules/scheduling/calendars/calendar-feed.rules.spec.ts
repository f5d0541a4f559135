import { DAY } from '../../../kernel/clock.js';
import type { FeedDetails, FeedEntry } from '../bookings/booking-feeds.api.js';
import { feedWindow, toFeedEvent } from './calendar-feed.rules.js';

function entry(details: Partial<FeedDetails> | null, isTentative = false): FeedEntry {
  const start = new Date('2027-01-31T09:00:00Z');
  const known = { title: 'Mentoring', description: null, location: null, companions: [], ...details };
  return {
    uid: '1@lyceum',
    sequence: 2,
    start,
    end: new Date('2027-01-31T10:00:00Z'),
    isTentative,
    details: details && known,
    createdAt: start,
    updatedAt: start,
  };
}

describe('an event of a feed', () => {
  it('is tentative until it is confirmed', () => {
    expect(toFeedEvent(entry({})).status).toBe('confirmed');
    expect(toFeedEvent(entry({}, true)).status).toBe('tentative');
  });

  it('says nothing but that the time is taken where nothing else may be seen', () => {
    const { summary, description, location } = toFeedEvent(entry(null));
    expect([summary, description ?? null, location ?? null]).toEqual(['Busy', null, null]);
  });

  it('names the company, and what is to be known, in bounds', () => {
    const companions = Array.from({ length: 12 }, (_, index) => `P${index}`);
    const { description } = toFeedEvent(entry({ companions, description: `${'x'.repeat(998)}👩${'x'.repeat(5000)}` }));
    expect(description).toBe(`With P0, P1, P2, P3, P4, P5, P6, P7, P8, P9 and 2 more\n\n${'x'.repeat(998)}…`);
    expect(toFeedEvent(entry({ companions: ['Grace'] })).description).toBe('With Grace');
    expect(toFeedEvent(entry({ description: 'Bring a pen.' })).description).toBe('Bring a pen.');
  });
});

it('the window of a feed is that of the whole day', () => {
  const morning = feedWindow(new Date('2027-01-31T00:00:00Z'));
  expect(feedWindow(new Date('2027-01-31T23:59:59.999Z'))).toEqual(morning);
  expect(morning).toEqual({ from: new Date('2027-01-01T00:00:00Z'), to: new Date('2028-02-01T00:00:00Z') });
  expect((morning.to.getTime() - morning.from.getTime()) / DAY).toBe(396);
});
