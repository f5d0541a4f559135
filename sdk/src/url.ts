/** A path whose values are put in when the call is made. */
export interface Path {
  /** Without them, because some are secrets: for messages. */
  readonly shown: string;
  /** @throws TypeError for a value that would make another path of it */
  readonly fill: () => string;
}

export function path(strings: TemplateStringsArray, ...values: readonly (string | number)[]): Path {
  const fill = () => strings.reduce((text, part, index) => text + encoded(values[index - 1]) + part);
  return { shown: strings.join('…'), fill };
}

/** Dots are folded by everything that reads an address, also where they are encoded. */
function encoded(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new TypeError('A part of the path is missing: an id.');
  const text = String(value);
  if (/^\.{0,2}$/.test(text)) throw new TypeError('A part of the path is empty or made of dots: an id is wrong.');
  try {
    return encodeURIComponent(text);
  } catch (error) {
    throw new TypeError('A part of the path has half a character.', { cause: error });
  }
}

/**
 * @returns the address without a slash at its end
 * @throws TypeError for one that has more than scheme, host and path; it is not named, because it may have a password
 */
export function baseOf(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new TypeError('The baseUrl is no address that begins with http.');
  if (url.username || url.password || url.search || url.hash)
    throw new TypeError('The baseUrl has more than scheme, host and path.');
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

type QueryValue = string | number | boolean | null | undefined;

/** @param query members that are undefined are left out; lists are repeated */
export function withQuery(address: string, query: object | undefined): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, QueryValue | readonly QueryValue[]>))
    for (const one of [value].flat()) if (one !== undefined && one !== null) parameters.append(name, String(one));
  const text = parameters.toString();
  return text === '' ? address : `${address}?${text}`;
}
