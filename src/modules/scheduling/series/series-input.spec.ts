import { CodedError } from '../../../kernel/coded-error.js';
import type { CreateSeriesDto } from './dto/change-series.dto.js';
import { timesOfNew } from './series-input.js';
import { processorTimeOf } from '../../../../test/support/processor-time.js';

const NOW = new Date('2026-12-01T00:00:00Z');
const numbers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_value, index) => first + index).join(',');

function wanted(rrule: string): CreateSeriesDto {
  return { title: 'Standup', start: new Date('2027-01-04T09:00:00Z'), durationMinutes: 15, rrule };
}

/** What the answer says, and what it took of the processor in milliseconds. */
function outcomeOf(rrule: string): { answer: unknown; took: number } {
  let answer: unknown = 'made';
  const took = processorTimeOf(() => {
    try {
      timesOfNew(wanted(rrule), 'Europe/Berlin', NOW);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      answer = [error.code, ...(error.occurrence.errors ?? []).map(({ code }) => code)];
    }
  });
  return { answer, took };
}

it('refuses a COUNT that lies beyond the end of the calendar', () => {
  const { answer } = outcomeOf('FREQ=WEEKLY;COUNT=2000;INTERVAL=1000');
  expect(answer).toEqual(['validation_failed', 'rule_count']);
});

it.each([
  `FREQ=YEARLY;COUNT=2000;BYSETPOS=${numbers(1, 30)};BYHOUR=${numbers(0, 23)};BYYEARDAY=${numbers(1, 180)}`,
  `FREQ=YEARLY;COUNT=2000;BYHOUR=${numbers(0, 23)};BYYEARDAY=${numbers(1, 200)}`,
  'FREQ=YEARLY;COUNT=2000;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=29',
  'FREQ=DAILY;COUNT=2000;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO',
  'FREQ=DAILY;COUNT=2000;INTERVAL=999;BYMONTHDAY=31;BYSETPOS=1',
  'FREQ=MONTHLY;COUNT=2000;BYDAY=5MO;BYMONTH=2',
])('answers %s within a moment', (rrule) => {
  const took = Array.from({ length: 3 }, () => outcomeOf(rrule).took);
  expect(Math.min(...took)).toBeLessThan(100);
});
