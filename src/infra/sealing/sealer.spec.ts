import fc from 'fast-check';
import { anyText } from '../../../test/support/any-text.js';
import { SealingConfig } from '../config/config.js';
import { parseEnv } from '../config/env.js';
import { isId } from '../../kernel/ids.js';
import { Sealer } from './sealer.js';

const JWT_SECRET = 'Zk3JQ9vPq0xw8dLr5yTn2uHb7cGmEa1sVfXoKiWt';
const OTHER_SECRET = 'b7cGmEa1sVfXoKiWtZk3JQ9vPq0xw8dLr5yTn2uH';

function sealer(settings: Readonly<Record<string, string>> = {}): Sealer {
  const needed = { DATABASE_URL: 'postgres://127.0.0.1/lyceum', REDIS_URL: 'redis://127.0.0.1', JWT_SECRET };
  return new Sealer(new SealingConfig(parseEnv({ ...needed, ...settings })));
}

describe('a sealed text', () => {
  it('opens for its purpose, and says nothing until then', () => {
    const [one, another] = [sealer(), sealer()];
    fc.assert(
      fc.property(anyText(), (text) => {
        const sealed = one.seal(text, 'test');
        expect(another.open(sealed, 'test')).toBe(text);
        expect(sealed).toMatch(/^s1\.[\w-]+$/);
        expect(one.seal(text, 'test')).not.toBe(sealed);
      }),
    );
  });

  it('opens for no other purpose, with no other key, and not when it was changed', () => {
    const sealed = sealer().seal('https://example.org/secret.ics', 'test');
    const changed = sealed.slice(0, 20) + (sealed[20] === 'A' ? 'B' : 'A') + sealed.slice(21);
    expect(sealer().open(sealed, 'other')).toBeNull();
    expect(sealer({ JWT_SECRET: OTHER_SECRET }).open(sealed, 'test')).toBeNull();
    for (const broken of [changed, sealed.slice(0, -1), 's1.', 's1', '', `s2${sealed.slice(2)}`])
      expect(sealer().open(broken, 'test')).toBeNull();
  });

  it('outlives a new signing key when it has a key of its own', () => {
    const sealed = sealer({ ENCRYPTION_SECRET: OTHER_SECRET }).seal('text', 'test');
    expect(sealer({ ENCRYPTION_SECRET: OTHER_SECRET, JWT_SECRET: `${JWT_SECRET}2` }).open(sealed, 'test')).toBe('text');
    expect(sealer().open(sealed, 'test')).toBeNull();
  });
});

describe('the alias of an id', () => {
  it('is a UUID that leads back to it, by its purpose and key alone', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const alias = sealer().alias(id, 'test');
        expect(isId(alias)).toBe(true);
        expect(alias).not.toBe(id);
        expect(sealer().alias(id, 'test')).toBe(alias);
        expect(sealer().idOfAlias(alias, 'test')).toBe(id);
        expect(sealer().idOfAlias(alias, 'other')).not.toBe(id);
        expect(sealer({ JWT_SECRET: OTHER_SECRET }).idOfAlias(alias, 'test')).not.toBe(id);
      }),
      { numRuns: 50 },
    );
  });
});
