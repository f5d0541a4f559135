import { isKeySecret, newKeySecret } from './key-secret.js';

describe('the secret of an API key', () => {
  it('is recognized by its prefix, and never the same', () => {
    const secrets = Array.from({ length: 100 }, newKeySecret);
    expect(secrets.filter((secret) => !/^lyk_[0-9A-Za-z]{38}$/.test(secret))).toEqual([]);
    expect(new Set(secrets).size).toBe(100);
    expect(secrets.every(isKeySecret)).toBe(true);
  });

  it('uses every digit, so that each carries what it can', () => {
    const digits = Array.from({ length: 100 }, () => newKeySecret().slice(4, 36)).join('');
    expect(new Set(digits).size).toBe(62);
  });

  it('has the checksum that the documents promise to scanners: CRC-32 in base 62', () => {
    // As any other CRC-32 computes it, such as zlib.crc32 of Python.
    expect(isKeySecret('lyk_Az09Az09Az09Az09Az09Az09Az09Az094dFtUQ')).toBe(true);
    expect(isKeySecret('lyk_000000000000000000000000000000000nRU1G')).toBe(true);
  });

  it('shows when it was mistyped, cut or lengthened', () => {
    const secret = newKeySecret();
    const swapped = secret.slice(0, 10) + (secret[10] === 'x' ? 'y' : 'x') + secret.slice(11);
    for (const wrong of [swapped, secret.slice(0, -1), `${secret}0`, secret.toUpperCase(), ` ${secret}`, 'lyk_', ''])
      expect(isKeySecret(wrong)).toBe(false);
  });
});
