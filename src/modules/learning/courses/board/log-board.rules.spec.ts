import { boardDays } from './log-board.rules.js';

const NOW = new Date('2027-03-27T23:30:00Z');

describe('the days of the board', () => {
  it('are four weeks with the next deadline, in the zone of the institution', () =>
    expect(boardDays({}, 'Europe/Paris', NOW)).toEqual({
      ...{ from: '2027-03-08', to: '2027-04-04', timeZone: 'Europe/Paris' },
      ...{ start: new Date('2027-03-07T23:00:00Z'), end: new Date('2027-04-04T22:00:00Z') },
    }));

  it('are four weeks from the first, or up to the last that is given', () => {
    expect(boardDays({ from: '2027-01-11' }, 'UTC', NOW)).toMatchObject({ to: '2027-02-07' });
    expect(boardDays({ to: '2027-02-07' }, 'UTC', NOW)).toMatchObject({ from: '2027-01-11' });
  });

  it('do not end before they begin, and are a year at most', () => {
    expect(() => boardDays({ from: '2027-02-07', to: '2027-02-06' }, 'UTC', NOW)).toThrow();
    expect(() => boardDays({ from: '2027-01-01', to: '2028-01-02' }, 'UTC', NOW)).toThrow();
    expect(boardDays({ from: '2027-01-01', to: '2028-01-01' }, 'UTC', NOW).to).toBe('2028-01-01');
  });
});
