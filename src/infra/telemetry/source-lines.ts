import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

const PLACE = /(file:\/\/\/[^\s()]+|\/[^\s()]+):(\d+):(\d+)/;

/** Cache of source maps, by the path of the running file; null for none. */
const maps = new Map<string, SourceMap | null>();

/**
 * Applies source maps to stack traces. Unlike `node --enable-source-maps` it reads a map when a stack is first
 * formatted, and not with every file at the start.
 */
export function showSourceLines(): void {
  Error.prepareStackTrace = (error, frames) =>
    [String(error), ...frames.map(String).map((frame) => `    at ${sourceLine(frame)}`)].join('\n');
}

/** @param frame as V8 writes it: `create (file:///app/dist/bundle/main.js:10:3)` */
function sourceLine(frame: string): string {
  return frame.replace(PLACE, (place, url: string, line: string, column: string) => {
    const path = url.startsWith('file:') ? fileURLToPath(url) : url;
    const origin = mapOf(path)?.findOrigin(Number(line), Number(column));
    if (!origin || !('fileName' in origin)) return place;
    return `${fileURLToPath(new URL(origin.fileName, `file://${path}`))}:${origin.lineNumber}:${origin.columnNumber}`;
  });
}

function mapOf(path: string): SourceMap | null {
  let map = maps.get(path);
  if (map === undefined) maps.set(path, (map = read(`${path}.map`)));
  return map;
}

/** Null for a broken map: an unmapped stack is better than a failure that hides the error. */
function read(path: string): SourceMap | null {
  try {
    return existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, 'utf8')) as SourceMapPayload) : null;
  } catch {
    return null;
  }
}
