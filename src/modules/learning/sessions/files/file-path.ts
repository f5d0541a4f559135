import { isProgramPath, MAX_PATH_BYTES } from '../../../../kernel/run-request.js';

/** In UTF-16 units. */
export const LONGEST_PATH = MAX_PATH_BYTES;

/** Folders are parts of the path: `src/main.py`. As of files that are run; none ends with a space. */
export function isFilePath(path: string): boolean {
  return isProgramPath(path) && !path.endsWith(' ');
}

/** Whether two files cannot be side by side: one path is the other, or a folder of it. */
export function areInConflict(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}/`) || other.startsWith(`${path}/`);
}
