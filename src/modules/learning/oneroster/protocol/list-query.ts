import { isWellFormed } from '../../../../kernel/well-formed.js';
import { parseFilter } from './filter-expression.js';
import type { ListRequest } from './record-statement.js';
import { invalidRequest } from './status-info.js';

/** As many records as a page has. */
export const PAGE = { usual: 100, most: 10_000 } as const;

/** Parameters of a request, as they came. */
export type RawQuery = Readonly<Record<string, unknown>>;

/** Parameters that the standard does not have are nobody's fault. @throws CodedError validation_failed */
export function readListQuery(query: RawQuery): ListRequest {
  const [filter, sort, orderBy] = [textIn(query, 'filter'), textIn(query, 'sort'), textIn(query, 'orderBy') ?? 'asc'];
  if (orderBy !== 'asc' && orderBy !== 'desc') throw invalidRequest('orderBy is asc or desc.');
  return {
    limit: numberIn(query, 'limit', { usual: PAGE.usual, least: 1, most: PAGE.most }),
    offset: numberIn(query, 'offset', { usual: 0, least: 0, most: 2_147_483_647 }),
    descending: orderBy === 'desc',
    ...(sort !== undefined && { sort }),
    ...(filter !== undefined && { filter: parseFilter(filter) }),
    ...fieldsIn(query),
  };
}

/** What is shown of a record. @throws CodedError validation_failed */
export function fieldsIn(query: RawQuery): { readonly fields?: readonly string[] } {
  const text = textIn(query, 'fields');
  if (text === undefined) return {};
  const fields = text.split(',').map((field) => field.trim());
  if (fields.includes('')) throw invalidRequest('fields has a blank name.', 'invalid_selection_field');
  return { fields };
}

interface Bounds {
  readonly usual: number;
  readonly least: number;
  readonly most: number;
}

function numberIn(query: RawQuery, name: string, { usual, least, most }: Bounds): number {
  const text = textIn(query, name);
  if (text === undefined) return usual;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw invalidRequest(`${name} is a whole number from ${least} to ${most}.`);
}

function textIn(query: RawQuery, name: string): string | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string') {
    if (isWellFormed(value)) return value;
    throw invalidRequest(`${name} has a character that no text has.`);
  }
  throw invalidRequest(`${name} is there once.`);
}

interface Place {
  readonly limit: number;
  readonly offset: number;
  readonly total: number;
}

/** The value of `Link`: further pages of the same list, with its filter. */
export function pageLinks(url: URL, { limit, offset, total }: Place): string {
  const last = Math.max(0, Math.ceil(total / limit) - 1) * limit;
  const links: Array<readonly [string, number]> = [['first', 0]];
  if (offset > 0) links.push(['prev', Math.max(0, offset - limit)]);
  if (offset + limit < total) links.push(['next', offset + limit]);
  links.push(['last', last]);
  return links
    .map(([relation, start]) => {
      const target = new URL(url);
      target.searchParams.set('limit', String(limit));
      target.searchParams.set('offset', String(start));
      return `<${target.href.replaceAll(',', '%2C')}>; rel="${relation}"`;
    })
    .join(', ');
}
