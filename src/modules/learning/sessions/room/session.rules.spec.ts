import {
  averageOf,
  beginningOf,
  isChangeable,
  isOpen,
  SESSION_LANGUAGES,
  SESSION_STATUSES,
  statusAfter,
} from './session.rules.js';

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

it('a room begins with a comment of its language', () => {
  const others = SESSION_LANGUAGES.filter((language) => !['python', 'ruby', 'php'].includes(language));
  expect(new Set(others.map(beginningOf))).toEqual(new Set(['// Start coding here...\n']));
  expect(['python', 'ruby'].map((language) => beginningOf(language as 'python'))).toEqual([
    '# Start coding here...\n',
    '# Start coding here...\n',
  ]);
  expect(beginningOf('php')).toBe('<?php\n// Start coding here...\n');
});
