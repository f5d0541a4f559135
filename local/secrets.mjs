import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseEnv } from 'node:util';

const NAMES = /** @type {const} */ (['JWT_SECRET', 'POSTGRES_PASSWORD', 'DATABASE_PASSWORD', 'REDIS_PASSWORD']);

/** @typedef {Record<(typeof NAMES)[number], string>} Secrets */

/**
 * Reads the secrets of this folder, and generates missing ones; the file is readable by the current user only.
 * @param {string} path
 * @returns {Secrets}
 */
export function readOrCreateSecrets(path) {
  const known = existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
  const secrets = /** @type {Secrets} */ (
    Object.fromEntries(NAMES.map((name) => [name, known[name] ?? randomBytes(48).toString('base64url')]))
  );
  if (NAMES.some((name) => !known[name])) {
    mkdirSync(dirname(path), { recursive: true });
    const lines = NAMES.map((name) => `${name}=${secrets[name]}\n`);
    writeFileSync(path, `# Made by the local start, for this folder only.\n${lines.join('')}`, { mode: 0o600 });
  }
  return secrets;
}
