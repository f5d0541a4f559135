import { basicCredentials, scopesAsked } from './token-request.js';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('credentials of a client', () => {
  it('come by HTTP Basic authentication, percent-encoded', () => {
    expect(basicCredentials(basic('one:two:three'))).toEqual({ id: 'one', secret: 'two:three' });
    expect(basicCredentials(basic('a%3Ab:c+d').replace('Basic', 'basic'))).toEqual({ id: 'a:b', secret: 'c d' });
  });

  it.each([undefined, '', 'Bearer x', 'Basic', basic('no colon'), basic(':secret'), basic('a:%zz')])(
    'are not %j',
    (authorization) => {
      expect(basicCredentials(authorization)).toBeNull();
    },
  );
});

describe('scopes that are asked for', () => {
  it('are separated by spaces', () => {
    expect(scopesAsked('a  b ')).toEqual(['a', 'b']);
    expect([scopesAsked(undefined), scopesAsked(['a'])]).toEqual([[], []]);
  });
});
