/** Headers of one request by name, however it is written: what comes later replaces what came before. */
export function headersOf(...layers: ReadonlyArray<Readonly<Record<string, string | undefined>> | undefined>): Headers {
  const headers = new Headers();
  for (const layer of layers)
    for (const [name, value] of Object.entries(layer ?? {})) if (value !== undefined) set(headers, name, value);
  return headers;
}

/** What a value may be made of (RFC 9110). Of the rest, some is refused only when it is sent. */
const CARRIED = /^[\t\x20-\x7e\x80-\xff]*$/;

export function canCarry(value: string): boolean {
  return CARRIED.test(value);
}

/** @throws TypeError */
function set(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    throw unsendable(name);
  }
  if (!canCarry(value)) throw unsendable(name);
}

/** Says which one it is, without the value: it may be a secret. */
function unsendable(name: string): TypeError {
  return new TypeError(
    `The header ${JSON.stringify(name)} cannot be sent: name or value have characters that none may have.`,
  );
}
