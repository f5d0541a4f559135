import { isId } from '../../../../kernel/ids.js';
import type { Comparison, FilterExpression } from './filter-expression.js';
import type { FieldType, RecordKind } from './record-kind.js';
import { isMoment } from './record-parts.js';
import { invalidRequest } from './status-info.js';

/** Puts a value into the statement, and says how it is named there. */
export type Parameter = (value: unknown, type: string) => string;

/** SQL: which rows are meant. */
export type Condition = (parameter: Parameter) => string;

export interface ListRequest {
  readonly limit: number;
  readonly offset: number;
  readonly sort?: string;
  readonly descending: boolean;
  readonly filter?: FilterExpression;
  /** Names of what is shown of each record; all of it when there is none. */
  readonly fields?: readonly string[];
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A page of records, and a count of all that the filter lets through. */
export interface ListStatements {
  readonly page: Statement;
  readonly count: Statement;
}

/** @throws CodedError validation_failed for a field that the kind does not have, or a value that it cannot have */
export function listStatements(
  kind: RecordKind,
  organizationId: string,
  request: ListRequest,
  conditions: readonly Condition[],
): ListStatements {
  const values: unknown[] = [organizationId];
  const parameter: Parameter = (value, type) => `$${values.push(value)}::${type}`;
  const { filter } = request;
  const all = conditions.map((condition) => condition(parameter));
  if (filter) all.push(filtered(kind, filter, parameter));
  if (!filter || !follows(filter)) all.push(`r.status = 'active'`);
  const source = `FROM (${kind.rows}) r WHERE ${all.join(' AND ')}`;
  const count = { text: `SELECT count(*)::int AS total ${source}`, values: [...values] };
  const order = orderOf(kind, request);
  const place = `LIMIT ${parameter(request.limit, 'int')} OFFSET ${parameter(request.offset, 'int')}`;
  return { page: { text: `SELECT r.* ${source} ORDER BY ${order} ${place}`, values }, count };
}

/** All that is in use, in the usual order. */
export function wholeStatement(kind: RecordKind, organizationId: string): Statement {
  const order = orderOf(kind, { descending: false });
  return {
    text: `SELECT r.* FROM (${kind.rows}) r WHERE r.status = 'active' ORDER BY ${order}`,
    values: [organizationId],
  };
}

export function singleStatement(
  kind: RecordKind,
  organizationId: string,
  sourcedId: string,
  conditions: readonly Condition[],
): Statement {
  const values: unknown[] = [organizationId];
  const parameter: Parameter = (value, type) => `$${values.push(value)}::${type}`;
  const comparison = { field: 'sourcedId', predicate: '=', value: sourcedId } as const;
  const all = [compared(kind, comparison, parameter), ...conditions.map((condition) => condition(parameter))];
  return { text: `SELECT r.* FROM (${kind.rows}) r WHERE ${all.join(' AND ')}`, values };
}

/** Whether somebody asks what has changed, or for what is gone: only then that is shown, too. */
function follows({ comparisons }: FilterExpression): boolean {
  return comparisons.some(({ field }) => field === 'dateLastModified' || field === 'status');
}

/** By an unknown field the list is in its usual order, as the standard wants it. */
function orderOf(
  { fields, order }: RecordKind,
  { sort, descending }: Pick<ListRequest, 'sort' | 'descending'>,
): string {
  const usual = order === 'sourcedId' ? 'r."sourcedId"' : `r."${order}", r."sourcedId"`;
  const type = sort !== undefined && Object.hasOwn(fields, sort) ? fields[sort] : undefined;
  if (sort === undefined || type === undefined || type === 'absent') return usual;
  const column = `r."${sort}"`;
  const key = type === 'text' || type === 'address' ? `lower(${column}::text)` : column;
  return `${key} ${descending ? 'DESC' : 'ASC'} NULLS LAST, ${usual}`;
}

function filtered(kind: RecordKind, { join, comparisons }: FilterExpression, parameter: Parameter): string {
  return `(${comparisons.map((comparison) => compared(kind, comparison, parameter)).join(` ${join} `)})`;
}

/** Null where the field is empty counts as a text of no characters that equals nothing. */
function compared(kind: RecordKind, comparison: Comparison, parameter: Parameter): string {
  const { field } = comparison;
  const type = Object.hasOwn(kind.fields, field) ? kind.fields[field] : undefined;
  if (type === undefined)
    throw invalidRequest(`${kind.many} have no field ${field} to filter by.`, 'invalid_filter_field');
  return BY_TYPE[type](`r."${field}"`, comparison, parameter);
}

type Compare = (column: string, comparison: Comparison, parameter: Parameter) => string;

const SQL_PREDICATES = { '=': '=', '!=': 'IS DISTINCT FROM', '>': '>', '>=': '>=', '<': '<', '<=': '<=' } as const;

const asText: Compare = (column, { predicate, value }, parameter) => {
  const text = `lower(${column}::text)`;
  if (predicate === '~') return `strpos(${text}, lower(${parameter(value, 'text')})) > 0`;
  return `${text} ${SQL_PREDICATES[predicate]} lower(${parameter(value, 'text')})`;
};

const asId: Compare = (column, comparison, parameter) => {
  const { predicate, value } = comparison;
  if (predicate !== '=' && predicate !== '!=') return asText(column, comparison, parameter);
  if (isId(value)) return `${column} ${SQL_PREDICATES[predicate]} ${parameter(value, 'uuid')}`;
  return predicate === '=' ? 'false' : 'true';
};

const asKey: Compare = (column, comparison, parameter) => {
  const { predicate, value } = comparison;
  if (predicate === '~') return asText(column, comparison, parameter);
  return `${column} ${SQL_PREDICATES[predicate]} ${parameter(value, 'varchar')}`;
};

/** `address` is as it is stored; the field itself is empty where nobody is to see it. */
const asAddress: Compare = (column, comparison, parameter) => {
  if (comparison.predicate !== '=') return asText(column, comparison, parameter);
  const value = parameter(comparison.value, 'citext');
  return `(r.address = ${value} AND ${column} IS NOT NULL)`;
};

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

const asDate: Compare = (column, comparison, parameter) => {
  const { field, predicate, value } = comparison;
  if (predicate === '~') return asText(column, comparison, parameter);
  if (!DATE.test(value) || Number.isNaN(Date.parse(value)))
    throw invalidRequest(`${field} is compared with a date such as '2026-08-31'.`, 'invalid_filter_field');
  return `${column} ${SQL_PREDICATES[predicate]} ${parameter(value, 'text')}`;
};

const asInstant: Compare = (column, { field, predicate, value }, parameter) => {
  const zoned = /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(value) || DATE.test(value) ? value : `${value}Z`;
  const at = INSTANT.test(value) ? new Date(zoned) : undefined;
  if (!at || !isMoment(at) || predicate === '~')
    throw invalidRequest(`${field} is compared with a moment such as '2026-08-31T12:00:00Z'.`, 'invalid_filter_field');
  return `${column} ${SQL_PREDICATES[predicate]} ${parameter(at.toISOString(), 'timestamptz')}`;
};

const asNumber: Compare = (column, { field, predicate, value }, parameter) => {
  if (!/^-?\d{1,12}(?:\.\d{1,6})?$/.test(value) || predicate === '~')
    throw invalidRequest(`${field} is compared with a number such as '7.5'.`, 'invalid_filter_field');
  return `${column} ${SQL_PREDICATES[predicate]} ${parameter(value, 'numeric')}`;
};

const asList: Compare = (column, comparison, parameter) => {
  const { predicate } = comparison;
  const isNot = predicate === '!=';
  const one = asText('one', isNot ? { ...comparison, predicate: '=' } : comparison, parameter);
  return `${isNot ? 'NOT ' : ''}EXISTS (SELECT 1 FROM unnest(${column}) AS one WHERE ${one})`;
};

const asAbsent: Compare = (_column, { predicate }) => (predicate === '!=' ? 'true' : 'false');

const BY_TYPE: Readonly<Record<FieldType, Compare>> = {
  id: asId,
  key: asKey,
  text: asText,
  address: asAddress,
  date: asDate,
  instant: asInstant,
  number: asNumber,
  list: asList,
  absent: asAbsent,
};
