import { baseOf, path } from './url.js';

describe('a path', () => {
  it('has its values encoded', () => {
    expect(path`/bookings/${'a/b?c#d%2e'}/attendees/${7}`.fill()).toBe('/bookings/a%2Fb%3Fc%23d%252e/attendees/7');
  });

  it.each(['', '.', '..', undefined, null, {}, '\ud800'])(
    'is refused for %j, which would make another path of it',
    (id) => {
      expect(() => path`/organizations/${'o'}/members/${id as string}`.fill()).toThrow(TypeError);
    },
  );

  it('does not show its values', () => {
    expect(path`/manage/${'secret'}.ics`.shown).toBe('/manage/….ics');
  });
});

describe('a base', () => {
  it.each([
    ['https://lyceum.example', 'https://lyceum.example'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['https://example.org/lyceum//', 'https://example.org/lyceum'],
    ['https://example.org/lyceum?', 'https://example.org/lyceum'],
    ['https://lyceum.example#', 'https://lyceum.example'],
  ])('of %s is %s', (baseUrl, base) => {
    expect(baseOf(baseUrl)).toBe(base);
  });

  it.each([
    ...['', 'localhost:4700', 'file:///etc', 'ftp://lyceum.example', 'https://ada:secret@lyceum.example'],
    ...['https://lyceum.example/?x=secret', 'https://lyceum.example/#secret'],
  ])('is refused for %s, which is not repeated', (baseUrl) => {
    expect(() => baseOf(baseUrl)).toThrow(TypeError);
    expect(() => baseOf(baseUrl)).not.toThrow(/secret/);
  });
});
