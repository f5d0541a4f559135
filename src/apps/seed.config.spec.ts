import { z } from 'zod';
import { SeedConfig } from './seed.config.js';

const configured = (settings: Readonly<Record<string, string>>) =>
  new SeedConfig(z.object(SeedConfig.settings).parse(settings));

describe('the configuration of seeding', () => {
  it('reads the administrator’s address as people may write it who sign in', () => {
    expect(configured({ ADMIN_EMAIL: ' Ada@bücher.Example ' }).adminEmail).toBe('Ada@xn--bcher-kva.example');
    expect(configured({}).adminEmail).toBeUndefined();
    expect(() => configured({ ADMIN_EMAIL: 'ada@localhost' })).toThrow('is not an e-mail address');
  });
});
