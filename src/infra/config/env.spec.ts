import { InvalidEnvironment, parseEnv } from './env.js';

const sound = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://127.0.0.1/lyceum',
  REDIS_URL: 'rediss://redis.example.org:6380',
  JWT_SECRET: 'Zk3JQ9vPq0xw8dLr5yTn2uHb7cGmEa1sVfXoKiWt',
  EMAIL_PROVIDER: 'smtp',
  SMTP_URL: 'smtp://127.0.0.1',
};

function complaint(changes: Readonly<Record<string, string | undefined>>): string {
  try {
    parseEnv({ ...sound, ...changes });
    return '';
  } catch (error) {
    if (error instanceof InvalidEnvironment) return error.message;
    throw error;
  }
}

describe('the environment', () => {
  it('is accepted when it is sound', () => {
    expect(complaint({})).toBe('');
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['short', 'Zk3JQ9vPq0xw8dLr5yTn2uHb7cGmEa'],
    ['monotonous', 'a'.repeat(64)],
  ])('is refused with a secret that is %s, and says how to make one', (_case, secret) => {
    expect(complaint({ JWT_SECRET: secret })).toMatch(/^JWT_SECRET .*randomBytes/);
  });

  it('names every setting that is wrong, one per line', () => {
    const lines = complaint({ DATABASE_URL: 'mysql://127.0.0.1/a', PORT: '70000', CRON_TIME_ZONE: 'Mars' }).split('\n');
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(['CRON_TIME_ZONE', 'DATABASE_URL', 'PORT']);
  });

  it.each([
    ['smtp', 'SMTP_URL'],
    ['sendgrid', 'SENDGRID_API_KEY'],
    ['resend', 'RESEND_API_KEY'],
  ])('asks for what the mail provider %s needs', (provider, setting) => {
    expect(complaint({ EMAIL_PROVIDER: provider, SMTP_URL: '' })).toContain(`${setting} is needed by`);
  });

  it('reads the administrator’s address as people may write it who sign in', () => {
    expect(parseEnv({ ...sound, ADMIN_EMAIL: ' Ada@bücher.Example ' }).ADMIN_EMAIL).toBe('Ada@xn--bcher-kva.example');
    expect(parseEnv({ ...sound, ADMIN_EMAIL: '' }).ADMIN_EMAIL).toBeUndefined();
    expect(complaint({ ADMIN_EMAIL: 'ada@localhost' })).toBe('ADMIN_EMAIL is not an e-mail address.');
  });

  it('lets nobody run production without mail', () => {
    expect(complaint({ EMAIL_PROVIDER: 'mock' })).toContain('EMAIL_PROVIDER is mock');
  });
});
