import { factsOf } from './payload-facts.js';

const ada = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11';
const bob = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12';

describe('what outlives an event', () => {
  it('is who did it and the ids, numbers, flags and times', () =>
    expect(factsOf({ userId: ada, bookingId: bob, seats: 2, isPublic: true, start: '2027-01-31T09:00:00Z' })).toEqual({
      personId: ada,
      metadata: { userId: ada, bookingId: bob, seats: 2, isPublic: true, start: '2027-01-31T09:00:00Z' },
    }));

  it('is never other text, because text may be about a person', () =>
    expect(factsOf({ userId: ada, previousEmail: 'ada@example.org', tags: ['a'] }).metadata).toEqual({
      userId: ada,
    }));

  it('names the one who acted before the one it happened to', () =>
    expect(factsOf({ userId: bob, actorId: ada }).personId).toBe(ada));

  it('names nobody when the event names nobody', () =>
    expect(factsOf({ actorId: null, bookingId: bob }).personId).toBeNull());
});
