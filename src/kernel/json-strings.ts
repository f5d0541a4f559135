/** A JSON value as it was parsed. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };

/** Every string in a JSON value, with the name of the object member that holds it, directly or in an array. */
export function* stringsOf(value: unknown, member = ''): Generator<readonly [text: string, member: string]> {
  if (typeof value === 'string') yield [value, member];
  else if (Array.isArray(value)) for (const item of value) yield* stringsOf(item, member);
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value)) yield* stringsOf(item, name);
}

/** A copy with every string mapped. Names of members, numbers and the like stay. */
export function mapStrings<T>(value: T, map: (text: string, member: string) => string, member?: string): T;
export function mapStrings(value: Json, map: (text: string, member: string) => string, member = ''): Json {
  if (typeof value === 'string') return map(value, member);
  if (Array.isArray(value)) return value.map((item: Json) => mapStrings(item, map, member));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapStrings(item, map, name)]));
}
