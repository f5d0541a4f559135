import { AppConfig, MailConfig, QueueConfig } from './config.js';
import { integer } from './fields.js';
import { allowances, defineQuota, defineRateLimit, limitSettings } from './limits.js';
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

  it('knows TLS to Redis by its scheme in any case', () => {
    const { redisUrl, redisTls } = new QueueConfig(
      parseEnv({ ...sound, REDIS_URL: 'REDISS://:Pw@redis.example.org:6380' }),
    );
    expect(redisUrl).toBe('rediss://:Pw@redis.example.org:6380');
    expect(redisTls.tls).toMatchObject({ rejectUnauthorized: true });
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

  describe('with limits', () => {
    const formerly = { setting: 'RATE_LIMIT_CUPS_PER_MINUTE', window: '1m' };
    const cups = defineRateLimit({ name: 'cups', setting: 'RATE_LIMIT_CUPS', usual: '20/1m', formerly });
    const sugar = defineQuota({ name: 'sugar', setting: 'RATE_LIMIT_SUGAR', usual: '3/1d' });
    const limits = [cups, sugar];
    const source = { settings: limitSettings(limits), limits };
    const parsed = (changes: object) => parseEnv({ ...sound, ...changes }, [source]);

    it('takes them as a count and a window', () => {
      expect([...allowances(parsed({ RATE_LIMIT_CUPS: '100/15m' }), limits)]).toEqual([
        ['cups', { count: 100, windowSeconds: 900 }],
        ['sugar', { count: 3, windowSeconds: 86_400 }],
      ]);
      expect(() => parsed({ RATE_LIMIT_CUPS: '20' })).toThrow('RATE_LIMIT_CUPS is not a count and a window');
      expect(complaint({ RATE_LIMIT_GENERAL: '20' })).toContain('RATE_LIMIT_GENERAL is not a count and a window');
    });

    it('has each of them once, and none that was not read', () => {
      expect(() => allowances(parsed({}), [cups, { ...sugar, name: 'cups' }])).toThrow('cups is declared twice');
      expect(() => allowances(parseEnv(sound), limits)).toThrow('RATE_LIMIT_CUPS was not read');
    });

    it('says how one is written today that was a number once', () => {
      expect(() => parsed({ RATE_LIMIT_CUPS_PER_MINUTE: '5' })).toThrow(
        'RATE_LIMIT_CUPS_PER_MINUTE is not read any more: write RATE_LIMIT_CUPS=5/1m.',
      );
      expect(complaint({ RATE_LIMIT_GENERAL_PER_MINUTE: '7' })).toBe(
        'RATE_LIMIT_GENERAL_PER_MINUTE is not read any more: write RATE_LIMIT_GENERAL=7/1m.',
      );
    });
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
