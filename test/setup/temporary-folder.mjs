import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProcess } from '../../local/process-identity.mjs';

const NAME = /^lyceum-test-(\d+)-/;

/** Makes a folder for one run of the tests, and removes those of runs that were killed. */
export function makeTemporaryFolder() {
  for (const name of readdirSync(tmpdir())) {
    const pid = NAME.exec(name)?.[1];
    if (pid && !findProcess(Number(pid))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(tmpdir(), `lyceum-test-${process.pid}-`));
  // As root, PostgreSQL runs as an account that has to enter it.
  chmodSync(folder, 0o711);
  return folder;
}
