import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { CodedError } from '../../../../kernel/coded-error.js';
import { AuthConfig } from '../auth.config.js';
import { LastingAddresses } from './lasting-addresses.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lyceum-'));
});
afterAll(() => rm(folder, { recursive: true }));

const refusal = (settings: Readonly<Record<string, string>>, email: string) =>
  new LastingAddresses(new AuthConfig(z.object(AuthConfig.settings).parse(settings))).assertLasting(email).then(
    () => null,
    (error: unknown) => (error as CodedError).code,
  );

describe('addresses of mailboxes that are thrown away', () => {
  it('are refused, unless the operator wants none of it', async () => {
    expect(await refusal({}, 'ada@mailinator.com')).toBe('email_disposable');
    expect(await refusal({}, 'ada@example.org')).toBeNull();
    expect(await refusal({ REFUSE_DISPOSABLE_EMAIL: 'false' }, 'ada@mailinator.com')).toBeNull();
  });

  it('are those of the operator’s own list, where there is one', async () => {
    const file = join(folder, 'domains.txt');
    writeFileSync(file, '# Ours\nGone.example # since May\r\n\n');
    const settings = { DISPOSABLE_EMAIL_DOMAINS_FILE: file };
    expect(await refusal(settings, 'ada@mail.gone.example')).toBe('email_disposable');
    expect(await refusal(settings, 'ada@mailinator.com')).toBeNull();
    expect(() => refusal({ DISPOSABLE_EMAIL_DOMAINS_FILE: join(folder, 'none') }, '')).toThrow(
      'names no file that can be read (ENOENT)',
    );
  });
});
