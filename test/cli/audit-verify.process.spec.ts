import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditLog } from '../../src/infra/audit/audit-log.js';
import { SYSTEM_START } from '../../src/infra/audit/audited-actions.js';
import { type ComposedApp, composeWorker } from '../support/composed-app.js';
import { eventually } from '../support/eventually.js';
import { NodeProcess } from '../support/node-process.mjs';

const PATIENCE_MS = 60_000;
const SECRET = randomBytes(48).toString('base64url');

const numberOf = (head: string) => Number(head.split(':')[0]);

describe('the sealing worker and audit:verify', () => {
  let folder: string;
  let headFile: string;
  let worker: ComposedApp;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lyceum-seals-'));
    headFile = join(folder, 'head');
    worker = await composeWorker({ AUDIT_SEAL_SECRET: SECRET, AUDIT_SEAL_HEAD_FILE: headFile });
  });

  afterAll(async () => {
    await worker.close();
    await rm(folder, { recursive: true });
  });

  /** Number and hash of the last seal, as the worker keeps them outside of the database. */
  const keptHead = () => readFile(headFile, 'utf8').catch(() => '');

  async function verified(secret: object, ...args: string[]): Promise<[code: number | null, said: string]> {
    const env = { DATABASE_URL: worker.database.url, LOG_LEVEL: 'error', ...secret };
    const verify = new NodeProcess('cli/audit-verify', env, args);
    const { code } = await verify.exited;
    return [code, verify.logs.join('\n')];
  }

  it('seal what is written by themselves, keep the head, and tell by it what was changed', async () => {
    await worker.app.get(AuditLog, { strict: false }).add(SYSTEM_START, { metadata: { canary: true } });
    const seals = await eventually(
      async () =>
        (
          await worker.database.pool.query<{ sequence: number }>(
            `SELECT s.sequence::int FROM audit_entries e JOIN audit_seals s ON e.id = ANY(s.entry_ids)
               WHERE e.metadata ? 'canary'`,
          )
        ).rows,
      ({ length }) => length === 1,
      // Transactions of other databases that are not over hold it up, too.
      PATIENCE_MS,
    );
    const head = await eventually(keptHead, (kept) => numberOf(kept) >= (seals[0]?.sequence ?? Infinity));
    const [code, said] = await verified({ AUDIT_SEAL_SECRET: SECRET }, '--head-file', headFile);
    expect([code, said]).toEqual([0, expect.stringContaining('Everything fits.')]);
    const [, publicKey = ''] = /^Public key: (.+)$/m.exec(said) ?? [];
    const later = `9${head.trim()}`;
    const cut = await verified({}, '--public-key', publicKey, '--head', later);
    expect(cut).toEqual([1, expect.stringContaining(`tail_missing: ${numberOf(later)}`)]);
    // It cannot tell without a key, or with one that is none.
    expect(await verified({}, '--head', later)).toEqual([2, expect.stringMatching(/^Usage: audit:verify/)]);
    expect(await verified({}, '--public-key', 'nonsense')).toEqual([2, expect.not.stringContaining('fits')]);
  });
});
