import { nearest } from './field-names.js';

describe('a name that no field has', () => {
  const fields = ['title', 'startsAt', 'timeZone', 'attendees', 'limit'];

  it.each([
    ['strartsAt', 'startsAt'],
    ['titel', 'title'],
    ['time_zone', 'timeZone'],
    ['timezone', 'timeZone'],
    ['attendes', 'attendees'],
    ['LIMIT', 'limit'],
  ])('such as %s, probably means %s', (name, meant) => {
    expect(nearest(name, fields)).toBe(meant);
  });

  it.each(['colour', 'x', 'organizationId', ''])('such as %j, means none of them', (name) => {
    expect(nearest(name, fields)).toBeUndefined();
  });
});
