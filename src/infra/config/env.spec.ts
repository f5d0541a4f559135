import { AppConfig, MailConfig } from './config.js';
import { integer } from './fields.js';
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

  it.each([
    ['sendgrid', 'SENDGRID_API_KEY'],
    ['resend', 'RESEND_API_KEY'],
  ] as const)('has one key for whichever provider is chosen, unless %s has its own', (provider, setting) => {
    const keyOf = (changes: object) =>
      new MailConfig(parseEnv({ ...sound, EMAIL_PROVIDER: provider, SMTP_URL: '', ...changes }))[provider].apiKey;
    expect(keyOf({ EMAIL_API_KEY: 'general' })).toBe('general');
    expect(keyOf({ EMAIL_API_KEY: 'general', [setting]: 'own' })).toBe('own');
    expect(complaint({ EMAIL_PROVIDER: provider })).toContain('or EMAIL_API_KEY');
  });

  it('has what slices add, checked with the rest', () => {
    class Tea {
      static readonly settings = { TEA_MINUTES: integer(1, 9, 3) };
      readonly isHot = true;
    }
    expect(parseEnv({ ...sound, TEA_MINUTES: '5' }, [Tea])).toMatchObject({ TEA_MINUTES: 5, NODE_ENV: 'production' });
    expect(() => parseEnv({ ...sound, TEA_MINUTES: '10', PORT: '-1' }, [Tea])).toThrow(/^PORT .*\nTEA_MINUTES /);
  });

  it('has each setting once', () => {
    class Tea {
      static readonly settings = { PORT: integer(1, 9, 3) };
      readonly isHot = true;
    }
    expect(() => parseEnv(sound, [Tea])).toThrow('The setting PORT is declared twice.');
  });

  it('takes limits as a count and a window', () => {
    const env = parseEnv({ ...sound, RATE_LIMIT_GENERAL: '100/15m', RATE_LIMIT_SIGN_UP: '5/1h' });
    expect(env.RATE_LIMIT_GENERAL).toEqual({ count: 100, windowSeconds: 900 });
    expect(env.RATE_LIMIT_SIGN_UP).toEqual({ count: 5, windowSeconds: 3600 });
    expect(complaint({ RATE_LIMIT_SIGN_IN: '20' })).toContain('RATE_LIMIT_SIGN_IN is not a count and a window');
  });

  it('says how a limit is written today that was a number once', () => {
    expect(complaint({ RATE_LIMIT_SIGN_IN_PER_MINUTE: '5', RATE_LIMIT_SIGN_UP_PER_HOUR: '7' })).toBe(
      'RATE_LIMIT_SIGN_IN_PER_MINUTE is not read any more: write RATE_LIMIT_SIGN_IN=5/1m.\n' +
        'RATE_LIMIT_SIGN_UP_PER_HOUR is not read any more: write RATE_LIMIT_SIGN_UP=7/1h.',
    );
  });

  it('does not start with a file of certificates that is not there', () => {
    expect(complaint({ REDIS_TLS_CA_FILE: '/nowhere/ca.pem' })).toBe('REDIS_TLS_CA_FILE names no file that is there.');
  });

  it.each([
    ['development', true, undefined, 'pretty'],
    ['development', false, undefined, 'json'],
    ['production', true, undefined, 'json'],
    ['production', false, 'pretty', 'pretty'],
    ['development', true, 'json', 'json'],
  ])('writes the log in %s (a terminal: %s, wanted: %s) as %s', (environment, isTerminal, wanted, format) => {
    const isTTY = Object.getOwnPropertyDescriptor(process.stdout, 'isTTY');
    Object.defineProperty(process.stdout, 'isTTY', { value: isTerminal, configurable: true });
    try {
      const env = parseEnv({ ...sound, NODE_ENV: environment, LOG_FORMAT: wanted });
      expect(new AppConfig(env).logFormat).toBe(format);
    } finally {
      if (isTTY) Object.defineProperty(process.stdout, 'isTTY', isTTY);
      else Reflect.deleteProperty(process.stdout, 'isTTY');
    }
  });

  it('lets nobody run production without mail', () => {
    expect(complaint({ EMAIL_PROVIDER: 'mock' })).toContain('EMAIL_PROVIDER is mock');
  });
});
