import {
  crowdOf,
  isAnonymous,
  isCrowd,
  isInWeek,
  isOpen,
  openingOf,
  presentWeek,
  showsNames,
  USUAL_RULES,
  WHOLE_OFFERING,
} from './reflection.rules.js';

// From a Thursday to a Tuesday.
const TERM = { startDate: '2027-01-14', endDate: '2027-05-04' };
const PARIS = { ...USUAL_RULES, timeZone: 'Europe/Paris' };

const opening = (week: number, rules = PARIS, term = TERM) => {
  const { opensAt, closesAt } = openingOf(term, week, rules);
  return [opensAt.toISOString(), closesAt.toISOString()];
};

describe('when a reflection is open', () => {
  it('is from the first day of its week until a week after the last, in the zone of the institution', () => {
    expect(opening(2)).toEqual(['2027-01-17T23:00:00.000Z', '2027-01-31T23:00:00.000Z']);
  });

  it('begins and ends with the offering in short weeks', () => {
    expect(opening(1)).toEqual(['2027-01-13T23:00:00.000Z', '2027-01-24T23:00:00.000Z']);
    expect(opening(17)).toEqual(['2027-05-02T22:00:00.000Z', '2027-05-11T22:00:00.000Z']);
  });

  it('ends at midnight on both sides of a clock change', () => {
    expect(opening(11, { ...PARIS, openDays: 0 })).toEqual(['2027-03-21T23:00:00.000Z', '2027-03-28T22:00:00.000Z']);
  });

  it('of the whole offering is all of it, and the days after it', () => {
    expect(opening(WHOLE_OFFERING, { ...PARIS, openDays: 3 })).toEqual([
      '2027-01-13T23:00:00.000Z',
      '2027-05-07T22:00:00.000Z',
    ]);
  });

  it('includes its first instant and not its last', () => {
    const window = openingOf(TERM, 2, PARIS);
    expect([window.opensAt, window.closesAt].map((instant) => isOpen(window, instant))).toEqual([true, false]);
    expect(isOpen(window, new Date(window.opensAt.getTime() - 1))).toBe(false);
  });
});

describe('the present week', () => {
  it.each([
    ['2026-12-01T00:00:00Z', 1],
    ['2027-01-17T22:59:59Z', 1],
    ['2027-01-17T23:00:00Z', 2],
    ['2028-01-01T00:00:00Z', 17],
  ])('at %s is %i', (now, week) => {
    expect(presentWeek(TERM, new Date(now), 'Europe/Paris')).toBe(week);
  });
});

describe('anonymity', () => {
  it('is the author’s choice only where the institution lets them', () => {
    expect(isAnonymous('optional', undefined)).toBe(false);
    expect(isAnonymous('optional', true)).toBe(true);
    expect(isAnonymous('always', undefined)).toBe(true);
    expect(isAnonymous('never', undefined)).toBe(false);
    expect([isAnonymous('always', false), isAnonymous('never', true)]).toEqual([null, null]);
  });

  it('shows names among five answers, at once where all give theirs', () => {
    const over = { crowd: 0, isOver: true, anonymity: 'optional' } as const;
    const named = { anonymous: 0, firstAnonymousAt: null, crowd: null };
    expect(showsNames({ answered: 4, ...named }, over)).toBe(false);
    expect(showsNames({ answered: 5, ...named }, over)).toBe(true);
    // The sixth answer could be that of the only one whose name is missing.
    expect(showsNames({ answered: 5, ...named }, { ...over, isOver: false })).toBe(false);
    expect(showsNames({ answered: 5, ...named }, { ...over, isOver: false, anonymity: 'never' })).toBe(true);
  });

  it('shows names while five may have written what is without one', () => {
    const firstAnonymousAt = new Date('2031-03-05T10:00Z');
    const shows = (answered: number, anonymous: number, crowd: number) =>
      showsNames({ answered, anonymous, firstAnonymousAt, crowd }, { crowd, isOver: true, anonymity: 'optional' });
    expect(shows(5, 1, 8)).toBe(false);
    expect(shows(5, 1, 9)).toBe(true);
    expect(shows(9, 5, 9)).toBe(true);
  });

  it('hides nobody behind those who are enrolled afterwards, from a later day on, or were not any more', () => {
    const term = { startDate: '2031-02-24', endDate: '2031-06-13' };
    const submittedAt = new Date('2031-03-05T10:00Z');
    const before = new Date('2031-02-20T10:00Z');
    const crowd = (startDate: string, endDate: string | null, createdAt = before) =>
      crowdOf([{ startDate, endDate, createdAt }], term, 2, submittedAt, 'UTC');
    expect(crowd('2031-02-24', null)).toBe(1);
    expect(crowd('2031-02-24', null, new Date('2031-03-05T10:01Z'))).toBe(0);
    expect(crowd('2031-04-01', null)).toBe(0);
    expect(crowd('2031-02-24', '2031-03-02')).toBe(0);
    expect(crowd('2031-02-24', '2031-03-03')).toBe(1);
    expect([4, 5].map(isCrowd)).toEqual([false, true]);
  });

  it('is in a week with some of its days', () => {
    const term = { startDate: '2031-02-26', endDate: '2031-06-13' };
    const days = (startDate: string | null, endDate: string | null) => isInWeek({ startDate, endDate }, term, 2);
    expect([days(null, null), days('2031-03-09', null), days(null, '2031-03-03')]).toEqual([true, true, true]);
    expect([days('2031-03-10', null), days(null, '2031-03-02')]).toEqual([false, false]);
    expect(isInWeek({ startDate: '2031-06-13', endDate: null }, term, WHOLE_OFFERING)).toBe(true);
  });
});
