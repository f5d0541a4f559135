import type { CodedError } from '../../kernel/coded-error.js';
import type { ProblemDto } from './problem.dto.js';
import { STATUS_OF_KIND } from './status-of-kind.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

interface Place {
  readonly publicUrl: string;
  /** The path of the request. */
  readonly instance: string;
  readonly requestId: string;
}

/** The problem document (RFC 9457) of an error. */
export function problemOf(
  { definition, occurrence }: CodedError,
  { publicUrl, instance, requestId }: Place,
): ProblemDto {
  return {
    type: `${publicUrl}/docs/errors#${definition.code}`,
    title: definition.title,
    status: STATUS_OF_KIND[definition.kind],
    detail: occurrence.detail,
    instance,
    code: definition.code,
    requestId,
    errors: occurrence.errors && [...occurrence.errors],
    ...definition.members,
    ...occurrence.extensions,
  };
}
