/*
 * Content lines of an iCalendar file (RFC 5545, section 3.1), leniently: malformed lines are ignored, because a program
 * may have folded a text wrongly, and texts are not needed here.
 */

export interface Property {
  /** In upper case. */
  readonly name: string;
  /** By names in upper case, without quotes. */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  readonly value: string;
}

/** Properties that are read; all others are skipped before they are parsed. */
const READ = new Set(
  `BEGIN END UID DTSTART DTEND DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID STATUS TRANSP ATTENDEE SEQUENCE DTSTAMP
   FREEBUSY TZID TZOFFSETFROM TZOFFSETTO X-WR-TIMEZONE X-MICROSOFT-CDO-BUSYSTATUS`.split(/\s+/),
);
/** Properties whose values have no colon: some programs write TZIDs with colons without quoting them. */
const TIMES = new Set(['DTSTART', 'DTEND', 'RECURRENCE-ID', 'EXDATE', 'RDATE']);

export function* contentLines(text: string): Generator<Property> {
  const unfolded = text.replace(/(?:\r\n|\r|\n)[ \t]/g, '');
  for (const line of unfolded.split(/\r\n|\r|\n/)) {
    // Each part of a concatenated file may begin with a byte order mark.
    const property = readLine(line.replace(/^\ufeff/, ''));
    if (property) yield property;
  }
}

function readLine(line: string): Property | null {
  const given = /^[A-Za-z0-9-]+(?=[;:])/.exec(line)?.[0];
  const name = given?.toUpperCase();
  if (given === undefined || name === undefined || !READ.has(name)) return null;
  const colon = colonOf(line, given.length, TIMES.has(name));
  if (colon === -1) return null;
  return { name, parameters: parametersOf(line.slice(given.length, colon)), value: line.slice(colon + 1).trim() };
}

/** @returns the index of the colon before the value, outside of quotes */
function colonOf(line: string, from: number, isLast: boolean): number {
  let found = -1;
  let isQuoted = false;
  for (let index = from; index < line.length; index += 1) {
    const character = line[index];
    if (character === '"') isQuoted = !isQuoted;
    else if (character === ':' && !isQuoted) {
      found = index;
      if (!isLast) break;
    }
  }
  return found;
}

function parametersOf(text: string): Map<string, readonly string[]> {
  const parameters = new Map<string, readonly string[]>();
  for (const part of splitUnquoted(text, ';')) {
    const equals = part.indexOf('=');
    if (equals < 1) continue;
    const values = splitUnquoted(part.slice(equals + 1), ',').map((value) => value.replaceAll('"', ''));
    parameters.set(part.slice(0, equals).trim().toUpperCase(), values);
  }
  return parameters;
}

function splitUnquoted(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const parts: string[] = [];
  let isQuoted = false;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '"') isQuoted = !isQuoted;
    else if (text[index] === separator && !isQuoted) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}
