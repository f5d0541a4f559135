import { loggedPath } from './logged-path.js';

const id = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11';
const secret = 'q3V0aGVudGljLXRva2VuLW9mLWFib3V0LTQzLWJ5dGVz';

const encoded = (text: string) => [...text].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');

describe('the path in the log', () => {
  it.each([
    [`/api/v1/bookings/${id}`, { id }, `/api/v1/bookings/${id}`],
    [`/account/verify-email?token=${secret}`, {}, '/account/verify-email'],
    [`/manage/${secret}`, { secret }, '/manage/[redacted]'],
    ['/manage/short%2Fone', { secret: 'short/one' }, '/manage/[redacted]'],
    [`/api/v1/calendar-feeds/${secret}.ics`, { secret }, '/api/v1/calendar-feeds/[redacted]'],
    [`/api/v1/managed-bookings/${secret}/cancel`, { token: secret }, '/api/v1/managed-bookings/[redacted]/cancel'],
    ['/api/v1/join-codes/abcd-EFGH-2345', { code: 'abcd-EFGH-2345' }, '/api/v1/join-codes/[redacted]'],
    [`/manege/${secret}`, {}, '/manege/[redacted]'],
    [`/api/v1/manage/${encoded(secret)}/x`, {}, '/api/v1/manage/[redacted]/x'],
    [`/api/v1/manage/${encoded(encoded(secret))}`, {}, '/api/v1/manage/[redacted]'],
    [`/api/v1/manage/${encoded(secret)}%zz`, {}, '/api/v1/manage/[redacted]'],
    [`/Manage/${secret.slice(0, 22)}%2f${secret.slice(22)}`, {}, '/Manage/[redacted]'],
    ['/book/caf%C3%A9-with-a-name', {}, '/book/caf%C3%A9-with-a-name'],
    ['/%zz/x', { token: 'y' }, '/%zz/x'],
  ])('of %s keeps no secret and no query', (url, parameters, path) => expect(loggedPath(url, parameters)).toBe(path));

  it('is of bounded length', () => expect(loggedPath('/a.'.repeat(1000), {})).toHaveLength(300));
});
