import { QueryFailedError } from 'typeorm';
import { CodedError, type ErrorDefinition } from '../../kernel/coded-error.js';

const byConstraint = new Map<string, ErrorDefinition>();

/** Maps a constraint to the coded error of its violation: races are decided by the database. */
export function mapConstraint(constraint: string, error: ErrorDefinition): void {
  const known = byConstraint.get(constraint);
  if (known && known !== error) throw new Error(`The constraint ${constraint} is mapped twice.`);
  byConstraint.set(constraint, error);
}

/** The name of the constraint that the error reports, if it reports one. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  return (error.driverError as { constraint?: string }).constraint;
}

/** The coded error for a violated constraint, or undefined when the error is something else. */
export function constraintError(error: unknown): CodedError | undefined {
  const definition = byConstraint.get(violatedConstraint(error) ?? '');
  return definition && new CodedError(definition, { cause: error });
}
