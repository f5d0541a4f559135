import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const OTHERS_READ_AND_RUN = 0o5;
const OTHERS_PASS = 0o1;

/** Whether a user who owns nothing can run a program: Node.js may be installed in a home that is closed. */
export function isReachable(program: string): boolean {
  if (!existsSync(program)) return false;
  const path = realpathSync(program);
  if (!allows(path, OTHERS_READ_AND_RUN)) return false;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder))
    if (!allows(folder, OTHERS_PASS)) return false;
  return true;
}

function allows(path: string, bits: number): boolean {
  return (statSync(path).mode & bits) === bits;
}
