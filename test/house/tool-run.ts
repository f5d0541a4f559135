import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');

export interface ToolRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A file of this repository, as an absolute path. */
export function repositoryFile(path: string): string {
  return join(repository, path);
}

/**
 * Writes a small project into a new directory under the system's temporary directory, with this repository's packages.
 *
 * @param files contents by path, relative to the project
 * @returns the project's directory; remove it when done
 */
export async function writeProject(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'lyceum-house-'));
  await symlink(repositoryFile('node_modules'), join(directory, 'node_modules'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
  return directory;
}

/** Runs a command of node_modules/.bin as the lint scripts do, to its end, at most a minute. */
export function runTool(name: string, args: readonly string[], directory: string): Promise<ToolRun> {
  const options = { cwd: directory, timeout: 60_000, maxBuffer: 32 * 1024 * 1024 };
  return new Promise((done) => {
    const child = execFile(repositoryFile(`node_modules/.bin/${name}`), args, options, (_error, stdout, stderr) => {
      done({ exitCode: child.exitCode ?? -1, stdout, stderr });
    });
  });
}
