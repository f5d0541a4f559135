/** Headers of one request by name, however it is written: what comes later replaces what came before. */
export function headersOf(...layers: ReadonlyArray<Readonly<Record<string, string | undefined>> | undefined>): Headers {
  const headers = new Headers();
  for (const layer of layers)
    for (const [name, value] of Object.entries(layer ?? {})) if (value !== undefined) set(headers, name, value);
  return headers;
}

/** @throws TypeError that says which one cannot be sent, without the value: it may be a secret */
function set(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    throw new TypeError(
      `The header ${JSON.stringify(name)} cannot be sent: name or value have characters that none may have.`,
    );
  }
}
