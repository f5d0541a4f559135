import { prettyLine } from './pretty-line.js';

const line = (fields: object) =>
  prettyLine(JSON.stringify({ level: 'info', time: '2026-11-27T12:30:05.123Z', service: 'lyceum-api', ...fields }));

describe('a line of the log for people', () => {
  it('has time, level, event and what there is to know, on one line', () =>
    expect(line({ event: 'request', method: 'GET', path: '/api/v1/users/me', status: 200, requestId: null })).toBe(
      '12:30:05.123 INFO  request method=GET path=/api/v1/users/me status=200\n',
    ));

  it('quotes texts with spaces, and messages of libraries', () =>
    expect(line({ level: 'warn', msg: 'two words', userAgent: 'curl 8 "x"' })).toBe(
      '12:30:05.123 WARN  "two words" userAgent="curl 8 \\"x\\""\n',
    ));

  it('shows the stack of an error below', () =>
    expect(line({ level: 'error', event: 'job.dead', error: { name: 'E', message: 'm', stack: 'E: m\n  at f' } })).toBe(
      '12:30:05.123 ERROR job.dead\n    E: m\n      at f\n',
    ));

  it('lets nothing that a client sent move the cursor', () => {
    const shown = line({ event: 'request', userAgent: '\u001b[2J\u009b31m\nforged line' });
    // eslint-disable-next-line no-control-regex -- they are what is looked for
    expect(shown.trimEnd()).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });
});
