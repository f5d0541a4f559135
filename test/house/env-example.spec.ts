import { readFileSync } from 'node:fs';
import { parseEnvironment, SETTING_NAMES } from '../../src/apps/environment.js';
import type { Env } from '../../src/infra/config/env.js';

const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
const lines = [...example.matchAll(/^(# )?([A-Z][A-Z_]+)=(.*)$/gm)].map(([, comment, name = '', value = '']) => ({
  isDefault: comment !== undefined,
  name,
  value,
}));
const needed = {
  DATABASE_URL: 'postgres://127.0.0.1/lyceum',
  REDIS_URL: 'redis://127.0.0.1',
  JWT_SECRET: 'Zk3JQ9vPq0xw8dLr5yTn2uHb7cGmEa1sVfXoKiWt',
};

describe('.env.example', () => {
  it('has every setting of the schema once, and no other', () => {
    expect(lines.map(({ name }) => name).sort()).toEqual([...SETTING_NAMES].sort());
  });

  it('shows the defaults as they are', () => {
    const shown = Object.fromEntries(
      lines.filter(({ isDefault }) => isDefault).map(({ name, value }) => [name, value]),
    );
    expect(parseEnvironment({ ...shown, ...needed })).toEqual<Env>(parseEnvironment(needed));
  });

  it('leaves empty, without a default, exactly what has to be set', () => {
    const open = lines.filter(({ isDefault }) => !isDefault);
    expect(open.map(({ name }) => name).sort()).toEqual(Object.keys(needed).sort());
    expect(open.map(({ value }) => value)).toEqual(['', '', '']);
  });
});
