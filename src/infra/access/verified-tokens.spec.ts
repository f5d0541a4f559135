import { VerifiedTokens } from './verified-tokens.js';

const token = (exp = Date.now() / 1000 + 60) => ({ sub: 'ada', sid: 'session', ver: 0, exp });

describe('verified tokens', () => {
  it('are known by the whole header, until they expire', () => {
    const tokens = new VerifiedTokens();
    const [fresh, expired] = [token(), token(Math.floor(Date.now() / 1000))];
    tokens.remember('Bearer a.b.c', fresh);
    tokens.remember('Bearer d.e.f', expired);
    expect(tokens.find('Bearer a.b.c')).toBe(fresh);
    expect(tokens.find('Bearer d.e.f')).toBeUndefined();
    expect(tokens.find('Bearer a.b.d')).toBeUndefined();
    expect(tokens.find('bearer a.b.c')).toBeUndefined();
    expect(tokens.find(undefined)).toBeUndefined();
  });

  it('are not kept with what somebody adds to the header', () => {
    const tokens = new VerifiedTokens();
    const long = `Bearer a.b.c ${'x'.repeat(1_000)}`;
    tokens.remember(long, token());
    expect(tokens.find(long)).toBeUndefined();
  });

  it('make room for newer ones', () => {
    const tokens = new VerifiedTokens();
    for (let number = 0; number <= 10_000; number += 1) tokens.remember(`Bearer ${number}`, token());
    expect(tokens.find('Bearer 0')).toBeUndefined();
    expect(tokens.find('Bearer 1')).toBeDefined();
    expect(tokens.find('Bearer 10000')).toBeDefined();
  });
});
