import { Brackets, type ObjectLiteral, QueryFailedError, type SelectQueryBuilder } from 'typeorm';
import { CodedError } from '../../kernel/coded-error.js';
import { MALFORMED_CURSOR } from '../../kernel/common-errors.js';
import { numberedMeta, type Page, type PageQuery } from '../../kernel/page.js';
import { invalidParameter } from '../../kernel/invalid.js';
import { decodeCursor, encodeCursor } from '../../kernel/cursor.js';
import { offsetOf } from '../../kernel/offset.js';

/** Items of a page when it is not said. */
export const DEFAULT_LIMIT = 20;

interface SortKey {
  readonly property: string;
  readonly descending: boolean;
}

/**
 * Runs a list query with keyset or offset pagination. Sort fields are properties of the query's main entity, never
 * null; `id` is added as the last one, so that the order is total.
 *
 * @param sort the order as the API writes it (`-createdAt,title`), already checked against the whitelist
 * @throws CodedError malformed_cursor, validation_failed
 */
export async function paginate<T extends ObjectLiteral & { id: string }>(
  query: SelectQueryBuilder<T>,
  { limit = DEFAULT_LIMIT, cursor, page, sort: asked }: PageQuery,
  defaultSort: string,
): Promise<Page<T>> {
  if (cursor !== undefined && page !== undefined)
    throw invalidParameter('cursor', 'cannot be combined with page', 'excludes_page');
  const sort = asked ?? defaultSort;
  const keys = sortKeys(sort);
  for (const { property, descending } of keys)
    query.addOrderBy(`${query.alias}.${property}`, descending ? 'DESC' : 'ASC');
  if (page !== undefined) {
    const [data, total] = await query.take(limit).skip(offsetOf(page, limit)).getManyAndCount();
    return { data, meta: numberedMeta(page, limit, total) };
  }
  if (cursor !== undefined) after(query, keys, decodeCursor(cursor, sort, keys.length));
  const rows = await query
    .take(limit + 1)
    .getMany()
    .catch((error: unknown) => {
      throw cursor !== undefined && isDataException(error) ? new CodedError(MALFORMED_CURSOR, { cause: error }) : error;
    });
  const data = rows.slice(0, limit);
  const hasMore = rows.length > limit;
  const last = data.at(-1);
  const nextCursor =
    hasMore && last ? encodeCursor({ sort, values: keys.map(({ property }) => plain(last[property])) }) : null;
  return { data, meta: { limit, hasMore, nextCursor } };
}

function sortKeys(sort: string): SortKey[] {
  const keys = sort.split(',').map((part) => ({ property: part.replace(/^-/, ''), descending: part.startsWith('-') }));
  return keys.some(({ property }) => property === 'id')
    ? keys
    : [...keys, { property: 'id', descending: keys.at(-1)?.descending ?? false }];
}

/**
 * Keyset condition: the row comparison (a, b) > (x, y), which an index serves; where the directions differ, a > x OR
 * (a = x AND b > y), for which all rows before are read.
 */
function after<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  keys: SortKey[],
  values: ReadonlyArray<unknown>,
): void {
  keys.forEach((_key, index) => query.setParameter(`after${index}`, values[index]));
  const [first] = keys;
  if (first && keys.every(({ descending }) => descending === first.descending)) {
    const columns = keys.map(({ property }) => `${query.alias}.${property}`).join(', ');
    const bounds = keys.map((_key, index) => `:after${index}`).join(', ');
    query.andWhere(`(${columns}) ${first.descending ? '<' : '>'} (${bounds})`);
    return;
  }
  query.andWhere(
    new Brackets((any) => {
      keys.forEach(({ property, descending }, index) => {
        const equal = keys.slice(0, index).map((key, i) => `${query.alias}.${key.property} = :after${i}`);
        const beyond = `${query.alias}.${property} ${descending ? '<' : '>'} :after${index}`;
        any.orWhere([...equal, beyond].join(' AND '));
      });
    }),
  );
}

/** A forged cursor may hold values that do not fit the columns (PostgreSQL, appendix A, class 22). */
function isDataException(error: unknown): boolean {
  return error instanceof QueryFailedError && /^22/.test((error.driverError as { code?: string }).code ?? '');
}

function plain(value: unknown): string | number | boolean {
  if (value instanceof Date) return value.toISOString();
  return value as string | number | boolean;
}
