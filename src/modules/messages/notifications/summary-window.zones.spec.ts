import { DateTime } from 'luxon';
import { everyTransition } from '../../../../test/support/zone-transitions.js';
import { dayBefore } from './summary-window.js';

const FROM = Date.UTC(2026, 0, 1);
const hour = 9;

/** Oracle: due time of a summary by another library than the code uses. */
const dueOn = (day: DateTime) => day.set({ hour, minute: 0, second: 0, millisecond: 0 });

describe('the day of a summary', () => {
  it('has 25 hours after clocks were put back', () => {
    expect(dayBefore(new Date('2027-10-31T08:00:00Z'), 'Europe/Paris')).toEqual(new Date('2027-10-30T07:00:00Z'));
  });

  it('has 24 hours after a day that the calendar left out', () => {
    expect(dayBefore(new Date('2011-12-30T19:00:00Z'), 'Pacific/Apia')).toEqual(new Date('2011-12-29T19:00:00Z'));
  });

  it('begins where the one before ended, at every change of every zone', () => {
    const faults: string[] = [];
    for (const { timeZone, transition } of everyTransition()) {
      const around = DateTime.fromMillis(transition.at, { zone: timeZone });
      if (transition.at < FROM) continue;
      for (const days of [0, 1, 2]) {
        const due = dueOn(around.plus({ days }));
        const before = dueOn(around.plus({ days: days - 1 }));
        if (before.hour !== hour || due.hour !== hour) continue;
        const start = dayBefore(due.toJSDate(), timeZone);
        if (start.getTime() !== before.toMillis()) faults.push(`${timeZone} ${due.toISO()} ${start.toISOString()}`);
      }
    }
    expect(faults).toEqual([]);
  });
});
