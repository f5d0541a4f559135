import { averageOf, isChangeable, isOpen, SESSION_STATUSES, statusAfter } from './session.rules.js';

describe('the state of a room', () => {
  it.each([
    ['pause', ['paused', 'paused', null, null]],
    ['complete', ['completed', 'completed', 'completed', null]],
    ['archive', ['archived', 'archived', 'archived', 'archived']],
    ['reopen', ['active', 'active', 'active', 'active']],
  ] as const)('follows %s from active, paused, completed and archived', (step, expected) => {
    expect(SESSION_STATUSES.map((status) => statusAfter(step, status))).toEqual(expected);
  });

  it('lets people in until the room is completed', () => {
    expect(SESSION_STATUSES.filter(isOpen)).toEqual(['active', 'paused']);
  });

  it('keeps an archived room as it was', () => {
    expect(SESSION_STATUSES.filter(isChangeable)).toEqual(['active', 'paused', 'completed']);
  });
});

it('runs take on average whole milliseconds, and none before the first', () => {
  expect([averageOf(0, 0), averageOf(10, 4), averageOf(1000, 3)]).toEqual([0, 3, 333]);
});
