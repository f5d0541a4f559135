import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const ROW = /^\| (?!who |-)[^|]+\|.*\| ([^|]+)\|$/;

/** What the threat model says is proved names the proof, and the proof is there. */
it('every line of the threat model names tests that exist', () => {
  const lines = readFileSync(join(ROOT, 'docs/security/threat-model.md'), 'utf8').split('\n');
  const proofs = lines.flatMap((line) => ROW.exec(line)?.[1] ?? []);
  const missing = proofs.filter((tests) => {
    const paths = [...tests.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
    return paths.length === 0 || paths.some((path) => !existsSync(join(ROOT, path)));
  });
  expect(proofs.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});
