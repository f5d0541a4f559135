import type { FieldError } from '../../../../kernel/coded-error.js';
import { unknownReference } from '../course-access.js';

export const STRUCTURE_NAMES = ['module', 'academic_session', 'intake', 'cohort', 'class', 'mode', 'holiday'] as const;
export type StructureName = (typeof STRUCTURE_NAMES)[number];

/** What every part of the academic structure has. */
export interface StructureRow {
  id: string;
  organizationId: string;
  name: string;
  /** False when it is archived: it stays with what hangs on it, and nothing new can name it. */
  isActive: boolean;
  version: number;
}

/** What a part of the structure belongs to, such as a cohort to an intake; fixed when it is made. */
interface StructureParent<Row> {
  readonly field: keyof Row & string;
  readonly entity: new () => StructureRow;
  readonly where?: Readonly<Record<string, unknown>>;
  /** In the error for an id that names none. */
  readonly called: string;
}

/** A kind of the academic structure: where its rows are, what they belong to, and how they are shown. */
export interface StructureKind<Row extends StructureRow, Dto extends object> {
  readonly name: StructureName;
  readonly entity: new () => Row;
  readonly parent?: StructureParent<Row>;
  /** Whether which weekly logs are expected follows from it. */
  readonly decidesLogs?: true;
  /** Members of the query that rows are filtered by, beside those of every kind. */
  readonly filters: readonly (keyof Row & string)[];
  /** What `q` looks into. */
  readonly searched: readonly (keyof Row & string)[];
  /** Faults of a row as it would be stored. */
  faultsOf?(row: Row): readonly FieldError[];
  toDto(row: Row): Dto;
}

export function unknownParent<Row>({ field, called }: StructureParent<Row>): FieldError {
  return unknownReference(field, called);
}
