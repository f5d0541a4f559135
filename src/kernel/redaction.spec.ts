import { redact, redactText } from './redaction.js';

const id = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11';
const token = 'q3V0aGVudGljLXRva2VuLW9mLWFib3V0LTQzLWJ5dGVz';

describe('redact', () => {
  it('keeps ids, numbers, texts and nothing', () => {
    const payload = { bookingId: id, seats: 2, title: 'Algebra II', note: null, isPublic: false };
    expect(redact(payload)).toEqual(payload);
  });

  it.each(['password', 'newPassword', 'refreshToken', 'API-Key', 'clientSecret', 'signature', 'otp'])(
    'hides a member that is called %s, whatever it holds',
    (name) => expect(redact({ [name]: { any: 'thing' } })).toEqual({ [name]: '[redacted]' }),
  );

  it('hides secrets in lists and nested objects', () =>
    expect(redact({ mails: [{ data: { resetToken: 'abc', to: 'x' } }] })).toEqual({
      mails: [{ data: { resetToken: '[redacted]', to: 'x' } }],
    }));

  it('hides the secret part of a link and keeps the rest', () => {
    expect(redactText(`https://example.org/reset?token=abc&lang=en`)).toBe(
      'https://example.org/reset?token=[redacted]&lang=en',
    );
    expect(redactText(`https://example.org/invitations/${token}/accept`)).toBe(
      'https://example.org/invitations/[redacted]/accept',
    );
    expect(redactText(`https://example.org/bookings/${id}`)).toBe(`https://example.org/bookings/${id}`);
  });

  it.each(['code', 'auth_code', 'authCode', 'access_token', 'resettoken', 'api-key', 'apikey', 'X-Amz-Signature'])(
    'hides the parameter %s of a link, alone',
    (name) =>
      expect(redactText(`https://calls.example/1?lang=en&${name}=Sh0rt&x=1`)).toBe(
        `https://calls.example/1?lang=en&${name}=[redacted]&x=1`,
      ),
  );

  it.each(['pwd', 'passcode', 'password', 'sig', 'otp', 'PIN', 'key'])('hides the parameter %s, too', (name) =>
    expect(redactText(`https://calls.example/1#${name}=Sh0rt`)).toBe(`https://calls.example/1#${name}=[redacted]`),
  );

  it('keeps parameters whose names only end or begin like those of secrets', () => {
    const harmless =
      'https://example.org/?postcode=10115&countryCode=DE&zip_code=1&barcode=7&monkey=3&passage=2&keyboard=de&tokens=4&spin=1';
    expect(redactText(harmless)).toBe(harmless);
  });
});
