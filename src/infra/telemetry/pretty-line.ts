/** Members that are shown first, or left out because they are the same for the whole process. */
const PLACED = new Set(['level', 'time', 'event', 'msg', 'error', 'service', 'version']);

/**
 * One JSON line of the log as a person at a terminal reads it: `12:30:05.123 INFO  request method=GET status=200`, a
 * stack on the lines below. Input of clients stays quoted, against terminal escape sequences.
 */
export function prettyLine(json: string): string {
  const line = JSON.parse(json) as Record<string, unknown>;
  const time = String(line['time']).slice(11, 23);
  const level = String(line['level']).toUpperCase().padEnd(5);
  const fields = Object.entries(line)
    .filter(([name, value]) => !PLACED.has(name) && value !== null)
    .map(([name, value]) => ` ${name}=${text(value)}`);
  const error = line['error'] as { name?: string; message?: string; stack?: string } | undefined;
  const trace = error ? `\n    ${(error.stack ?? `${error.name}: ${error.message}`).replaceAll('\n', '\n    ')}` : '';
  return `${time} ${level} ${text(line['event'] ?? line['msg'] ?? '')}${fields.join('')}${plain(trace)}\n`;
}

function text(value: unknown): string {
  if (typeof value !== 'string') return plain(JSON.stringify(value));
  return /^[\w./:@[\]-]+$/.test(value) ? value : plain(JSON.stringify(value));
}

/** Replaces control characters: C1 and DEL, which JSON does not escape and terminals interpret (ECMA-48). */
function plain(value: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return value.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}
