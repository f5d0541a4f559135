/**
 * How a field is compared. `id`: a UUID; `key`: a text to the letter; `text`: in any case; `address`: the same, by an index; `list`: one of several texts;
 * `absent`: the standard has it, and we have nothing to say.
 */
export type FieldType = 'id' | 'key' | 'text' | 'address' | 'date' | 'instant' | 'number' | 'list' | 'absent';

export type RecordRow = Readonly<Record<string, unknown>>;

/** Makes `{href, sourcedId, type}`. */
export type Refer = (type: ReferenceType, sourcedId: unknown) => object | undefined;

/** Of what there are records, by the name that references have for it. */
export const REFERENCES = {
  academicSession: 'rostering/v1p2/academicSessions',
  category: 'gradebook/v1p2/categories',
  class: 'rostering/v1p2/classes',
  course: 'rostering/v1p2/courses',
  lineItem: 'gradebook/v1p2/lineItems',
  org: 'rostering/v1p2/orgs',
  user: 'rostering/v1p2/users',
} as const;
export type ReferenceType = keyof typeof REFERENCES;

/** A kind of record: where its rows come from, by which of their fields lists are filtered and sorted, and what is shown. */
export interface RecordKind {
  /** Names the statement, and what an answer calls one record and a list of them. */
  readonly one: string;
  readonly many: string;
  /**
   * SQL of its rows, with a column for each field, `sourcedId`, `status`, `dateLastModified` and what `order` and conditions
   * name. `$1` is the organization.
   */
  readonly rows: string;
  /** The column by which lists are sorted at last, before `sourcedId`: what is added comes at the end, so that no page shifts. */
  readonly order: string;
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Names that records have beside those of the fields, for `fields`. */
  readonly further?: readonly string[];
  readonly toRecord: (row: RecordRow, refer: Refer) => Record<string, unknown>;
}

export const BASE_FIELDS = { sourcedId: 'id', status: 'text', dateLastModified: 'instant' } as const;

export function baseOf({ sourcedId, status, dateLastModified }: RecordRow): Record<string, unknown> {
  return { sourcedId, status, dateLastModified };
}
