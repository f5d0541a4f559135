import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReachable } from './reachable.js';

describe('a program for a user who owns nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-reachable-'));
  const home = join(folder, 'home');
  const program = join(home, 'node');

  beforeAll(() => {
    chmodSync(folder, 0o755);
    mkdirSync(home);
    writeFileSync(program, '');
    symlinkSync(program, join(folder, 'link'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['in an open folder', 0o755, 0o755, true],
    ['in a folder that cannot be listed', 0o711, 0o755, true],
    ['in a closed home', 0o700, 0o755, false],
    ['that others may not run', 0o755, 0o754, false],
  ])('%s', (_title, folderMode, programMode, expected) => {
    chmodSync(home, folderMode);
    chmodSync(program, programMode);
    expect([isReachable(program), isReachable(join(folder, 'link'))]).toEqual([expected, expected]);
  });

  it('that is not there', () => expect(isReachable(join(folder, 'none'))).toBe(false));
});
