import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatchHunk, structuredPatch } from 'diff';
import { linesOf } from '../live/text-edits.js';
import type { RoomFile } from '../live/room-document.js';

export const FILE_CHANGES = ['added', 'removed', 'changed'] as const;
export type FileChange = (typeof FILE_CHANGES)[number];

export interface FileDifference {
  readonly id: string;
  readonly path: string;
  /** Null when it has not been renamed. */
  readonly formerPath: string | null;
  readonly change: FileChange;
  /** Whether it is more than is shown; `hunks` are empty then. */
  readonly isTooLarge: boolean;
  readonly hunks: StructuredPatchHunk[];
}

export interface Difference {
  readonly files: FileDifference[];
  /** As `diff -u` writes it. */
  readonly unified: string;
}

/** For all files together; what takes longer is shown as replaced. */
const WITHIN_MS = 80;
const MOST_DIFFERENCES = 2_000;
const CONTEXT = 3;
/** Of what differs between the same beginning and the same end of a file, in both versions together. */
const MOST_COMPARED_LINES = 20_000;
/** In the hunks of all files together. */
const MOST_SHOWN_LINES = 10_000;

/**
 * What makes the later files of the earlier ones. A file is the same by its id, whatever its path is. Bounded in time and in what
 * it makes, because nothing else happens in the process meanwhile: of what is too much it only says so.
 */
export function differenceBetween(earlier: readonly RoomFile[], later: readonly RoomFile[]): Difference {
  const deadline = performance.now() + WITHIN_MS;
  const before = new Map(earlier.map((file) => [file.id, file]));
  const after = new Map(later.map((file) => [file.id, file]));
  const unified: string[] = [];
  const files: FileDifference[] = [];
  let left = MOST_SHOWN_LINES;
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [former, latter] = [before.get(id), after.get(id)];
    const path = (latter ?? former)?.path ?? id;
    const isMoved = former !== undefined && latter !== undefined && former.path !== latter.path;
    if (former && latter && !isMoved && former.content === latter.content) continue;
    const [oldName, newName] = [former ? `a/${former.path}` : NOWHERE, latter ? `b/${latter.path}` : NOWHERE];
    const hunks = hunksBetween(former?.content ?? '', latter?.content ?? '', deadline, left);
    const change = !former ? 'added' : latter ? 'changed' : 'removed';
    const formerPath = isMoved ? former.path : null;
    files.push({ id, path, formerPath, change, isTooLarge: hunks === null, hunks: hunks ?? [] });
    left -= hunks?.reduce((sum, { lines }) => sum + lines.length, 0) ?? 0;
    unified.push(hunks ? written(oldName, newName, hunks) : `Files ${oldName} and ${newName} differ\n`);
  }
  return { files, unified: unified.join('') };
}

const NOWHERE = '/dev/null';

function written(oldFileName: string, newFileName: string, hunks: StructuredPatchHunk[]): string {
  const headers = { oldHeader: undefined, newHeader: undefined, index: undefined };
  return formatPatch({ oldFileName, newFileName, ...headers, hunks }, FILE_HEADERS_ONLY);
}

/** @returns null when they are too much to be shown */
function hunksBetween(
  oldText: string,
  newText: string,
  deadline: number,
  mostLines: number,
): StructuredPatchHunk[] | null {
  const { skipped, former, latter } = withoutSame(oldText, newText);
  const lines = countOf(former) + countOf(latter);
  if (lines > MOST_COMPARED_LINES) return null;
  const timeout = deadline - performance.now();
  const bounds = { context: CONTEXT, maxEditLength: MOST_DIFFERENCES, timeout };
  const found = timeout > 0 ? structuredPatch('', '', former, latter, undefined, undefined, bounds) : undefined;
  if (!found && lines > mostLines) return null;
  const hunks = found?.hunks ?? [replacement(former, latter)];
  if (hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0) > mostLines) return null;
  return hunks.map(({ oldStart, newStart, ...hunk }) => ({
    ...{ oldStart: oldStart + skipped, newStart: newStart + skipped },
    ...hunk,
  }));
}

/** Without the lines that both begin and end with, but for those that are shown around what differs. */
function withoutSame(oldText: string, newText: string): { skipped: number; former: string; latter: string } {
  const shorter = Math.min(oldText.length, newText.length);
  let start = 0;
  while (start < shorter && oldText.charCodeAt(start) === newText.charCodeAt(start)) start += 1;
  let end = 0;
  while (
    end < shorter - start &&
    oldText.charCodeAt(oldText.length - 1 - end) === newText.charCodeAt(newText.length - 1 - end)
  )
    end += 1;
  for (let line = 0; line <= CONTEXT; line += 1) start = lineBefore(oldText, start);
  let oldEnd = oldText.length - end;
  for (let line = 0; line <= CONTEXT + 1; line += 1) oldEnd = lineAfter(oldText, oldEnd);
  return {
    skipped: countOf(oldText.slice(0, start)),
    former: oldText.slice(start, oldEnd),
    latter: newText.slice(start, newText.length - (oldText.length - oldEnd)),
  };
}

/** Where the line begins that ends before this place, or in which it is. */
const lineBefore = (text: string, at: number): number => (at < 2 ? 0 : text.lastIndexOf('\n', at - 2) + 1);

const lineAfter = (text: string, at: number): number => text.indexOf('\n', at) + 1 || text.length;

function countOf(text: string): number {
  let lines = text === '' || text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Everything out, everything in. */
function replacement(oldText: string, newText: string): StructuredPatchHunk {
  const [out, into] = [linesOf(oldText), linesOf(newText)];
  const marked = (sign: string, lines: readonly string[]) =>
    lines.flatMap((line) =>
      line.endsWith('\n') ? [sign + line.slice(0, -1)] : [sign + line, '\\ No newline at end of file'],
    );
  return {
    ...{ oldStart: 1, oldLines: out.length, newStart: 1, newLines: into.length },
    lines: [...marked('-', out), ...marked('+', into)],
  };
}
