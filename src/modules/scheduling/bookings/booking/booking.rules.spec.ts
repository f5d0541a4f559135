import { type CodedError } from '../../../../kernel/coded-error.js';
import {
  assertMovable,
  assertNotPast,
  assertPeriod,
  changesBetween,
  isReminderWanted,
  movedPeriod,
  type Period,
} from './booking.rules.js';

const now = new Date('2027-01-31T09:00:00Z');
const period = (start: string, end: string): Period => ({ start: new Date(start), end: new Date(end) });
const later = period('2027-02-01T09:00:00Z', '2027-02-01T10:00:00Z');

/** Code of the error, and its JSON Pointer. */
function refusal(check: () => void): [string, string | undefined] | null {
  try {
    check();
  } catch (error) {
    const { code, occurrence } = error as CodedError;
    return [code, occurrence.errors?.[0]?.pointer];
  }
  return null;
}

describe('the rules of bookings', () => {
  it.each([
    ['a millisecond', '2027-02-01T09:00:00.000Z', '2027-02-01T09:00:00.001Z', null],
    ['thirty days', '2027-02-01T09:00:00Z', '2027-03-03T09:00:00Z', null],
    ['nothing', '2027-02-01T09:00:00Z', '2027-02-01T09:00:00Z', ['validation_failed', '/end']],
    ['less than nothing', '2027-02-01T09:00:00Z', '2027-02-01T08:59:59Z', ['validation_failed', '/end']],
    ['more than thirty days', '2027-02-01T09:00:00Z', '2027-03-03T09:00:00.001Z', ['validation_failed', '/end']],
  ])('judge a booking of %s', (_length, start, end, expected) => {
    expect(refusal(() => assertPeriod(period(start, end)))).toEqual(expected);
  });

  it('let a booking begin now and not before', () => {
    expect(refusal(() => assertNotPast({ start: now }, now))).toBeNull();
    expect(refusal(() => assertNotPast({ start: new Date(now.getTime() - 1) }, now))).toEqual([
      'in_the_past',
      undefined,
    ]);
  });

  it('let a booking that runs be prolonged, but not moved or ended before now', () => {
    const running = period('2027-01-31T08:30:00Z', '2027-01-31T09:30:00Z');
    const until = (end: string) => ({ ...running, end: new Date(end) });
    expect(refusal(() => assertMovable(running, until('2027-01-31T11:00:00Z'), now))).toBeNull();
    expect(refusal(() => assertMovable(running, later, now))).toBeNull();
    expect(refusal(() => assertMovable(running, until('2027-01-31T08:59:00Z'), now))?.[0]).toBe('in_the_past');
    expect(
      refusal(() => assertMovable(running, period('2027-01-31T08:45:00Z', '2027-01-31T09:45:00Z'), now))?.[0],
    ).toBe('in_the_past');
  });

  it('keep the length of a booking that gets a start and no end', () => {
    expect(movedPeriod(later, { start: new Date('2027-02-02T15:00:00Z') })).toEqual(
      period('2027-02-02T15:00:00Z', '2027-02-02T16:00:00Z'),
    );
    expect(movedPeriod(later, { end: new Date('2027-02-01T12:00:00Z') })).toEqual(
      period('2027-02-01T09:00:00Z', '2027-02-01T12:00:00Z'),
    );
    expect(movedPeriod(later, {})).toEqual(later);
  });

  it('record the fields that differ, with both values', () => {
    expect(
      changesBetween(
        { title: 'Mentoring', location: 'Room 5', metadata: { a: 1 } },
        { title: 'Teaching', location: 'Room 5', metadata: { a: 2 } },
      ),
    ).toEqual({ title: { from: 'Mentoring', to: 'Teaching' }, metadata: { from: { a: 1 }, to: { a: 2 } } });
    expect(changesBetween({ title: 'Mentoring', location: 'Room 5' }, { title: undefined, location: null })).toEqual({
      location: { from: 'Room 5', to: null },
    });
  });

  it('remind of a booking while it is what the reminder was planned for', () => {
    const booking = { status: 'confirmed', start: '2027-01-31T10:00:00.000Z' } as const;
    expect(isReminderWanted(booking, booking.start, now)).toBe(true);
    expect(isReminderWanted(booking, '2027-02-01T08:00:00.000Z', now)).toBe(false);
    expect(isReminderWanted({ ...booking, status: 'cancelled' }, booking.start, now)).toBe(false);
    expect(isReminderWanted({ ...booking, start: now.toISOString() }, now.toISOString(), now)).toBe(false);
  });
});
