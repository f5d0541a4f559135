import type { OutOfOffice } from '@lyceum/sdk';
import { toLocalTime } from '../bookings/local-time.ts';
import { changeIn, sameAgain } from './absence-change.ts';

const SHARED = { reason: 'vacation', note: null, standInId: null, version: 1 } as const;
const IN_DAYS = {
  ...SHARED,
  from: '2031-03-03',
  to: '2031-03-07',
  timeZone: 'Asia/Tokyo',
  start: '2031-03-02T15:00:00.000Z',
  end: '2031-03-07T15:00:00.000Z',
} as OutOfOffice;
// A field of a form has no seconds.
const IN_HOURS = {
  ...SHARED,
  from: null,
  to: null,
  timeZone: null,
  start: '2031-03-03T09:00:30.000Z',
  end: '2031-03-03T12:00:30.000Z',
} as OutOfOffice;

function given(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ reason: 'vacation', note: '', ...fields })) form.append(name, value);
  return form;
}

describe('what a form changes of an absence', () => {
  it('is no day that stays, which would be one of another zone by now', () => {
    const days = { from: '2031-03-03', to: '2031-03-07' };
    expect(changeIn(given(days), IN_DAYS)).toEqual({ reason: 'vacation', note: null });
    expect(changeIn(given({ ...days, to: '2031-03-08', note: 'At sea' }), IN_DAYS)).toEqual({
      to: '2031-03-08',
      reason: 'vacation',
      note: 'At sea',
    });
  });

  it('is the same instant where nobody touches the hour', () => {
    const [start, end] = [toLocalTime(IN_HOURS.start), toLocalTime(IN_HOURS.end)];
    expect(changeIn(given({ start, end }), IN_HOURS)).toMatchObject({ start: IN_HOURS.start, end: IN_HOURS.end });
    const later = '2031-03-03T13:00:00.000Z';
    expect(changeIn(given({ start, end: toLocalTime(later), reason: 'sick' }), IN_HOURS)).toEqual({
      start: IN_HOURS.start,
      end: later,
      reason: 'sick',
      note: null,
    });
  });

  it('takes a stand-in away, and leaves one alone that is not asked for', () => {
    const absence: OutOfOffice = { ...IN_HOURS, standInId: 'grace' };
    const hours = { start: toLocalTime(IN_HOURS.start), end: toLocalTime(IN_HOURS.end) };
    expect(changeIn(given(hours), absence)).not.toHaveProperty('standInId');
    expect(changeIn(given({ ...hours, standInId: 'grace' }), absence)).not.toHaveProperty('standInId');
    expect(changeIn(given({ ...hours, standInId: '' }), absence)).toMatchObject({ standInId: null });
  });
});

it('an absence that is taken back is what it was', () => {
  expect(sameAgain({ ...IN_DAYS, note: 'At sea', standInId: 'grace' }, undefined)).toEqual({
    from: '2031-03-03',
    to: '2031-03-07',
    reason: 'vacation',
    note: 'At sea',
    standInId: 'grace',
  });
  expect(sameAgain(IN_HOURS, 'room')).toEqual({
    bookableId: 'room',
    start: IN_HOURS.start,
    end: IN_HOURS.end,
    reason: 'vacation',
    note: null,
  });
});
