import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { loadSettings } from '../infra/config/env.js';
import { AuditConfig } from '../modules/insight/audit/audit.config.js';
import { headOf, headText, publicKeyOf, publicTextOf, sealKeyOf } from '../modules/insight/audit/seals/seal.js';
import { verifyAudit } from '../modules/insight/audit/seals/verification.js';
import { storyOf } from './cli-failure.js';
import { connect } from './database.js';

const USAGE = `Usage: audit:verify [--head <number>:<hash>]... [--head-file <path>] [--public-key <base64>] [--known-gap <number>]...
  Compares the audit log with its seals. The key is that of --public-key, else of AUDIT_SEAL_SECRET.
  AUDIT_*RETENTION_DAYS say how old entries have to be before they are dropped: give the shortest that was ever set.
  A gap is a seal before which nothing was sealed for an hour; --known-gap says that somebody knows why.
  Without a head that was kept elsewhere it cannot tell whether the end of the chain is missing.
  Ends with 0 when everything fits, 1 when something does not, 2 when it could not compare.`;

const MOST_SHOWN = 50;

async function main(args: readonly string[]): Promise<number> {
  const given = (name: string) => args.flatMap((arg, n) => (arg === name ? [args[n + 1] ?? ''] : []));
  const texts = [...given('--head'), ...given('--head-file').map((path) => readFileSync(path, 'utf8'))];
  const heads = texts.map(headOf);
  const knownGaps = given('--known-gap').map(Number);
  const { sealSecret, retentionMs } = new AuditConfig(loadSettings(AuditConfig.settings));
  const key = keyOf(given('--public-key')[0], sealSecret);
  if (!key || heads.includes(null)) return tell(USAGE, 2);
  const database = await connect();
  try {
    const query = <Row>(text: string, values: unknown[] = []) => database.query<Row[]>(text, values);
    const grounds = { publicKey: key, heads: heads.flatMap((head) => head ?? []), retentionMs, knownGaps };
    const verdict = await verifyAudit(query, grounds);
    tell(`Public key: ${publicTextOf(key)}`);
    tell(
      `${verdict.seals} seals of ${verdict.entries} entries; ${verdict.dropped} were dropped, ${verdict.waiting} wait for a seal.`,
    );
    tell(`The chain ends with ${verdict.head ? headText(verdict.head) : 'nothing'}.`);
    if (heads.length === 0) tell('No head was given, so a missing end of the chain would not be seen.');
    for (const { kind, what } of verdict.findings.slice(0, MOST_SHOWN)) tell(`${kind}: ${what}`);
    return verdict.findings.length === 0 ? tell('Everything fits.') : tell(`${verdict.findings.length} findings.`, 1);
  } finally {
    await database.destroy();
  }
}

function keyOf(text: string | undefined, sealSecret: string | undefined): KeyObject | null {
  if (text !== undefined) return publicKeyOf(text);
  return sealSecret !== undefined ? createPublicKey(sealKeyOf(sealSecret)) : null;
}

function tell(line: string, code = 0): number {
  process.stdout.write(`${line}\n`);
  return code;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => tell(storyOf(error), 2));
