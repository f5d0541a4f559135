import { invalidRequest } from './status-info.js';

export const PREDICATES = ['!=', '>=', '<=', '=', '>', '<', '~'] as const;
export type Predicate = (typeof PREDICATES)[number];

/** `familyName='Lovelace'` */
export interface Comparison {
  readonly field: string;
  readonly predicate: Predicate;
  readonly value: string;
}

export interface FilterExpression {
  readonly join: 'AND' | 'OR';
  readonly comparisons: readonly Comparison[];
}

/** The standard has two; it says nothing of more. */
const MOST_COMPARISONS = 10;

const FIELD = /[\w.]*/y;
const SPACE = /[ \t]*/y;
const JOIN = /(AND|OR)(?= )/y;

/**
 * Reads `<field><predicate>'<value>'`, and several of them joined by `AND` or by `OR`. An apostrophe in a value is doubled. Which
 * of the two would bind stronger the standard leaves open, so that they cannot be mixed.
 * @throws CodedError validation_failed
 */
export function parseFilter(text: string): FilterExpression {
  const comparisons: Comparison[] = [];
  const joins = new Set<string>();
  let place = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = place;
    const found = pattern.exec(text)?.[0] ?? '';
    place += found.length;
    return found;
  };
  for (;;) {
    take(SPACE);
    const field = take(FIELD);
    take(SPACE);
    const predicate = PREDICATES.find((one) => text.startsWith(one, place));
    if (field === '' || predicate === undefined) throw malformed(`a field and a predicate are missing at ${place + 1}`);
    place += predicate.length;
    take(SPACE);
    const { value, end } = valueAt(text, place);
    place = end;
    comparisons.push({ field, predicate, value });
    take(SPACE);
    if (place === text.length) break;
    const join = take(JOIN);
    if (join === '') throw malformed(`AND or OR is missing at ${place + 1}`);
    joins.add(join);
    if (joins.size > 1) throw malformed('AND and OR cannot be mixed');
    if (comparisons.length === MOST_COMPARISONS) throw malformed(`it has more than ${MOST_COMPARISONS} comparisons`);
  }
  return { join: joins.has('OR') ? 'OR' : 'AND', comparisons };
}

function valueAt(text: string, start: number): { readonly value: string; readonly end: number } {
  if (text[start] !== `'`) throw malformed(`a value in single quotes is missing at ${start + 1}`);
  let value = '';
  for (let place = start + 1; ;) {
    const quote = text.indexOf(`'`, place);
    if (quote < 0) throw malformed('a value is not closed');
    value += text.slice(place, quote);
    if (text[quote + 1] !== `'`) return { value, end: quote + 1 };
    value += `'`;
    place = quote + 2;
  }
}

function malformed(why: string): Error {
  return invalidRequest(`The filter cannot be read: ${why}.`, 'invalid_filter_field');
}
