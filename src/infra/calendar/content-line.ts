const LONGEST_LINE_OCTETS = 75;

/** Removes control characters but tab and line break: TEXT (RFC 5545, section 3.3.11) allows no others. */
export function carriable(text: string): string {
  return text.replace(/[^\P{Cc}\t\r\n]/gu, '');
}

/** A property with a value of type TEXT; the name may have parameters. */
export function textLine(name: string, value: string): string {
  const escaped = carriable(value)
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n');
  return contentLine(name, escaped);
}

/** A property with a value that is not escaped. Folded at 75 octets (section 3.1), with CRLF at its end. */
export function contentLine(name: string, value: string): string {
  const line = `${name}:${value}`;
  // One UTF-16 unit is at most three octets.
  if (line.length * 3 <= LONGEST_LINE_OCTETS) return `${line}\r\n`;
  let folded = '';
  let start = 0;
  let octets = 0;
  let index = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > LONGEST_LINE_OCTETS) {
      folded += `${line.slice(start, index)}\r\n `;
      start = index;
      // The leading space of a continuation line counts.
      octets = 1;
    }
    octets += size;
    index += character.length;
  }
  return `${folded}${line.slice(start)}\r\n`;
}

/** `20270131T090000Z`; the format has no fractions of a second. */
export function utcStamp(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Length in UTF-8. */
function octetsOf(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}
