import { googleLink, outlookLink } from './calendar-links.js';

const entry = {
  title: 'Maths & more',
  start: '2031-03-15T09:00:00.000Z',
  end: '2031-03-15T10:30:00.000Z',
  location: 'Room 5',
  description: null,
};

it('fills in the forms of web calendars, and leaves out what there is not', () => {
  const google = new URL(googleLink(entry));
  expect(google.origin).toBe('https://calendar.google.com');
  expect(Object.fromEntries(google.searchParams)).toEqual({
    action: 'TEMPLATE',
    text: 'Maths & more',
    dates: '20310315T090000Z/20310315T103000Z',
    location: 'Room 5',
  });
  const outlook = new URL(outlookLink({ ...entry, description: 'Bring paper' }));
  expect(outlook.origin).toBe('https://outlook.live.com');
  expect(Object.fromEntries(outlook.searchParams)).toEqual({
    rru: 'addevent',
    subject: 'Maths & more',
    startdt: entry.start,
    enddt: entry.end,
    body: 'Bring paper',
    location: 'Room 5',
  });
});
