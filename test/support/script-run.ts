import { execFile } from 'node:child_process';
import { join } from 'node:path';

export interface ScriptEnd {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a script of `deploy/` to its end, with no setting but these. */
export function runScript(
  path: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<ScriptEnd> {
  const env = { PATH: process.env['PATH'], ...settings };
  return new Promise((done) => {
    const child = execFile(join(import.meta.dirname, '../../deploy', path), args, { env }, (_error, stdout, stderr) =>
      done({ code: child.exitCode, output: stdout + stderr }),
    );
  });
}
