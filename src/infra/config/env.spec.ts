import { AppConfig, MailConfig, QueueConfig } from './config.js';
import { integer } from './fields.js';
import { allowances, defineQuota, defineRateLimit, limitSettings } from './limits.js';
import { doubts, InvalidEnvironment, parseEnv } from './env.js';

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
    expect(complaint({ REDIS_TLS_CA_FILE: '/nowhere/ca.pem' })).toBe(
      'REDIS_TLS_CA_FILE names no file that can be read (ENOENT).',
    );
    expect(complaint({ REDIS_TLS_CA_FILE: '/tmp' })).toContain('(EISDIR)');
    expect(complaint({ REDIS_TLS_CA_FILE: import.meta.filename })).toContain('without a certificate');
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

  it.each<[string, string]>([
    ['PORT', 'abc'],
    ['PORT', '1e3'],
    ['PORT', '-1'],
    ['HOST', '0.0.0.0:3000'],
    ['METRICS_HOST', 'http://localhost'],
    ['PUBLIC_URL', 'app.example.org'],
    ['PUBLIC_URL', 'https://app.example.org?a=b'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', 'loopback,nginx'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'app.example.org'],
    ['CORS_ORIGINS', 'https://app.example.org/path'],
    ['CORS_ORIGINS', 'https://user@app.example.org'],
    ['EMAIL_FROM', 'nonsense'],
    ['EMAIL_FROM', 'Foo foo@x.org'],
    ['CLEAN_UP_CRON', '99 3 * * *'],
    ['CLEAN_UP_CRON', 'a b c d e'],
    ['CLEAN_UP_CRON', '0 0 30 2 *'],
    ['CLEAN_UP_CRON', '@daily'],
    ['DATABASE_REPLICA_URL', 'foo'],
    ['SMTP_URL', 'localhost:1026'],
    ['SENDGRID_API_URL', 'ftp://example.org'],
    ['API_DOCUMENTS_ENABLED', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['QUEUE_PREFIX', 'a b'],
  ])('refuses %s=%s with one sentence', (setting, value) => {
    expect(complaint({ [setting]: value })).toMatch(new RegExp(`^${setting} (is|has) [^\\n]+\\.$`));
  });

  it('takes what is meant without doubt, however it is written', () => {
    const env = parseEnv({
      ...sound,
      PORT: ' 80 ',
      METRICS_PORT: ' ',
      HOST: '::1',
      TRUST_PROXY: 'loopback, 10.1.0.0/16,::1',
      CORS_ORIGINS: 'HTTPS://App.Example.org/, https://b.example:443,capacitor://localhost',
      EMAIL_FROM: '"Lyceum <no-reply@example.org>"',
      CLEAN_UP_CRON: "'30 3 * * *'",
      JWT_SECRET: `'${sound.JWT_SECRET}'`,
    });
    expect(env).toMatchObject({
      PORT: 80,
      METRICS_PORT: 9464,
      HOST: '::1',
      TRUST_PROXY: ['loopback', '10.1.0.0/16', '::1'],
      CORS_ORIGINS: ['https://app.example.org', 'https://b.example', 'capacitor://localhost'],
      EMAIL_FROM: 'Lyceum <no-reply@example.org>',
      CLEAN_UP_CRON: '30 3 * * *',
      JWT_SECRET: `'${sound.JWT_SECRET}'`,
    });
    expect(parseEnv({ ...sound, EMAIL_FROM: '"Lyceum" <no-reply@example.org>' }).EMAIL_FROM).toMatch(/^"Lyceum" /);
  });

  it('is doubted where a name is misspelled, and in production where it is only good for trying', () => {
    const doubted = (changes: object) => {
      const variables = { ...sound, PUBLIC_URL: 'https://lyceum.example', EMAIL_FROM: 'a@example.org', ...changes };
      return doubts(parseEnv(variables), ['RATE_LIMIT_GENERAL', 'PORT', 'SMTP_URL', 'METRICS_PORT'], variables);
    };
    expect(doubted({ PORTS: '1', PATH: '/bin' })).toEqual([]);
    expect(doubted({ RATE_LIMIT_GENRAL: '5/1m' })).toEqual([
      'RATE_LIMIT_GENRAL is not read by anything: did you mean RATE_LIMIT_GENERAL?',
    ]);
    expect(doubted({ PUBLIC_URL: '', EMAIL_FROM: '' })).toEqual([
      expect.stringContaining('PUBLIC_URL is http://127.0.0.1:3000'),
      expect.stringContaining('EMAIL_FROM is Lyceum <no-reply@lyceum.local>'),
    ]);
  });

  it('lets nobody run production without mail', () => {
    expect(complaint({ EMAIL_PROVIDER: 'mock' })).toContain('EMAIL_PROVIDER is mock');
  });
});
