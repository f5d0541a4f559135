/** A path, with its values encoded. @throws TypeError for an empty value, which would make another path of it */
export function path(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return strings.reduce((text, part, index) => {
    const value = String(values[index - 1]);
    if (value === '') throw new TypeError('A part of the path is empty: an id is missing.');
    return text + encodeURIComponent(value) + part;
  });
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
