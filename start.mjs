#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The local start: PostgreSQL, Redis, a mailbox, the API, the worker and the executor with one command, for trying
 * Lyceum out and for developing it. What it does is in `local/`; here is only what must hold before that can be loaded.
 */
const ROOT = import.meta.dirname ?? new URL('.', import.meta.url).pathname.replace(/\/$/, '');

/** @returns {string | null} a sentence when this machine is not ready */
function obstacle() {
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isSupported = (major === 20 && minor >= 19) || (major === 24 && minor >= 11) || major > 24;
  if (!isSupported)
    return `Lyceum needs Node.js ${engines.node}, and this is ${process.version}: install Node.js 24 (LTS).`;
  if (!existsSync(join(ROOT, 'node_modules', 'pg'))) return 'The packages are not installed yet: run "npm ci" first.';
  if (!existsSync(join(ROOT, 'node_modules', 'smtp-server')))
    return 'The local start needs the development packages too: run "npm ci --include=dev" first.';
  return null;
}

const sentence = obstacle();
if (sentence) {
  console.error(sentence);
  process.exit(1);
}
const { runFromCommandLine } = await import('./local/command-line.mjs');
process.exit(await runFromCommandLine(ROOT, process.argv.slice(2)));
