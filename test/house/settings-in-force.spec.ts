import { z } from 'zod';
import { parseEnvironment, SETTING_NAMES, settingsInForce } from '../../src/apps/environment.js';
import { SettingsInForce } from '../../src/infra/config/settings-in-force.js';

/** Each is in no default and in no other value. */
const CANARY = 'Zk3JQ9vPq0xw8dLr5yTn2uHb7cGmEa1sVfXoKiWt';

const given = {
  DATABASE_URL: `postgres://lyceum:${CANARY}@127.0.0.1/lyceum`,
  DATABASE_REPLICA_URL: `postgres://lyceum:${CANARY}@127.0.0.2/lyceum`,
  REDIS_URL: `redis://:${CANARY}@127.0.0.1`,
  JWT_SECRET: CANARY,
  ENCRYPTION_SECRET: CANARY,
  AUDIT_SEAL_SECRET: CANARY,
  SMTP_URL: `smtp://lyceum:${CANARY}@127.0.0.1`,
  EMAIL_API_KEY: CANARY,
  SENDGRID_API_KEY: CANARY,
  RESEND_API_KEY: CANARY,
  ADMIN_PASSWORD: CANARY,
  ERROR_TRACKING_DSN: `https://${CANARY}@errors.example/1`,
};

describe('the settings that administrators see', () => {
  const of = (more: Readonly<Record<string, string>> = {}) =>
    settingsInForce(parseEnvironment({ ...given, ...more }), { ...given, ...more }).list;
  const named = (name: string, more?: Readonly<Record<string, string>>) => of(more).find((one) => one.name === name);

  it('are all that are documented, each once', () => {
    expect(
      of()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...SETTING_NAMES].sort());
  });

  it('say of secrets only whether they are set', () => {
    const secrets = of().filter(({ isSecret }) => isSecret);
    expect(secrets.map(({ name }) => name).sort()).toEqual(Object.keys(given).sort());
    expect(secrets.map(({ isSet, value }) => [isSet, value])).toEqual(secrets.map(() => [true, null]));
    expect(JSON.stringify(of())).not.toContain(CANARY);
    const open = settingsInForce(parseEnvironment(given), {}).list;
    expect(open.find(({ name }) => name === 'ADMIN_PASSWORD')).toMatchObject({ isSet: false, value: null });
  });

  it('hide an address into which somebody wrote a password', () => {
    const LDAP_URL = `ldap://lyceum:${CANARY}@127.0.0.1`;
    expect(new SettingsInForce({ LDAP_URL: z.string() }, { LDAP_URL }, { LDAP_URL }).list).toEqual([
      { name: 'LDAP_URL', value: null, default: null, isSet: true, isSecret: true },
    ]);
  });

  it('are written as in the environment, with their defaults', () => {
    expect(named('PORT')).toEqual({ name: 'PORT', value: '3000', default: '3000', isSet: false, isSecret: false });
    expect(named('PORT', { PORT: '8080' })).toMatchObject({ value: '8080', default: '3000', isSet: true });
    expect(named('RATE_LIMIT_SIGN_IN', { RATE_LIMIT_SIGN_IN: '7/48h' })).toMatchObject({ value: '7/2d' });
    expect(named('CORS_ORIGINS', { CORS_ORIGINS: 'https://a.example, https://b.example' })).toMatchObject({
      value: 'https://a.example,https://b.example',
      default: '',
    });
    expect(named('EMAIL_HOLD_UNVERIFIED')).toMatchObject({ value: 'true', default: 'true' });
  });
});
