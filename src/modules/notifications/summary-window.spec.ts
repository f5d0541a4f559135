import { DateTime } from 'luxon';
import { everyTransition } from '../../../test/support/zone-transitions.js';
import { dayBefore } from './summary-window.js';

/** When a summary is due that day, as a library knows it that the code does not use. */
const dueOn = (day: DateTime, hour: number) => day.set({ hour, minute: 0, second: 0, millisecond: 0 });

describe('the day of a summary', () => {
  it('has 25 hours after clocks were put back', () => {
    expect(dayBefore(new Date('2027-10-31T08:00:00Z'), 'Europe/Paris')).toEqual(new Date('2027-10-30T07:00:00Z'));
  });

  it('begins where the one before ended, at every change of every zone', () => {
    const faults: string[] = [];
    for (const { timeZone, transition } of everyTransition()) {
      const around = DateTime.fromMillis(transition.at, { zone: timeZone });
      for (const [days, hour] of [-1, 0, 1, 2].flatMap((offset) => [[offset, 9] as const, [offset, 13] as const])) {
        const due = dueOn(around.plus({ days }), hour);
        const [yesterday, earlier] = [1, 2].map((back) => dueOn(around.plus({ days: days - back }), hour)) as [
          DateTime,
          DateTime,
        ];
        // Samoa and Tokelau left out a day.
        const before = yesterday < due ? yesterday : earlier;
        if (before.hour !== hour || due.hour !== hour) continue;
        const start = dayBefore(due.toJSDate(), timeZone);
        if (start.getTime() !== before.toMillis()) faults.push(`${timeZone} ${due.toISO()} ${start.toISOString()}`);
      }
    }
    expect(faults).toEqual([]);
  });
});
