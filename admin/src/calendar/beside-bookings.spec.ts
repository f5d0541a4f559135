import { besideBookings } from './beside-bookings.ts';

const at = (hours: string) => {
  const [start, end] = hours.split('-').map((hour) => `2031-03-03T${hour.padStart(2, '0')}:00:00.000Z`);
  return { start: start!, end: end! };
};

it.each<[busy: string[], booked: string[], beside: string[]]>([
  [['9-17'], [], ['9-17']],
  [['9-17'], ['9-17'], []],
  [['9-17'], ['8-18'], []],
  [['9-17'], ['10-11', '12-13'], ['9-10', '11-12', '13-17']],
  [['9-17'], ['8-10', '10-11', '16-18'], ['11-16']],
  [['9-12'], ['10-12', '10-11'], ['9-10']],
  [
    ['9-10', '12-14'],
    ['10-12', '13-14'],
    ['9-10', '12-13'],
  ],
])('of %j with bookings %j there is %j', (busy, booked, beside) => {
  expect(besideBookings(busy.map(at), booked.map(at))).toEqual(beside.map(at));
});
