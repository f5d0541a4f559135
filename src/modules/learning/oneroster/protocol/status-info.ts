import type { SaidProblem } from '../../../../infra/features/feature.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND, VALIDATION_FAILED } from '../../../../kernel/common-errors.js';

/** What went wrong, in the words of OneRoster. */
export type CodeMinor =
  | 'forbidden'
  | 'internal_server_error'
  | 'invalid_filter_field'
  | 'invalid_selection_field'
  | 'invaliddata'
  | 'server_busy'
  | 'unauthorisedrequest'
  | 'unknownobject';

const BY_STATUS: ReadonlyMap<number, CodeMinor> = new Map([
  [401, 'unauthorisedrequest'],
  [403, 'forbidden'],
  [404, 'unknownobject'],
  [410, 'unknownobject'],
  [429, 'server_busy'],
  [503, 'server_busy'],
]);

const MEMBER = 'imsx_codeMinor';

/** A request that OneRoster does not allow. */
export function invalidRequest(detail: string, codeMinor: CodeMinor = 'invaliddata'): CodedError {
  return new CodedError(VALIDATION_FAILED, { detail, extensions: { [MEMBER]: codeMinor } });
}

export function unknownObject(): CodedError {
  return new CodedError(NOT_FOUND);
}

export function scopeMissing(scopes: readonly string[]): CodedError {
  return new CodedError(FORBIDDEN, { detail: `It needs a token with the scope ${scopes.join(' or ')}.` });
}

/** The body that OneRoster has for errors: `imsx_StatusInfo`. */
export function statusInfoOf({ status, title, detail, [MEMBER]: codeMinor }: SaidProblem): object {
  return {
    imsx_codeMajor: 'failure',
    imsx_severity: 'error',
    imsx_description: detail ?? title,
    imsx_CodeMinor: {
      imsx_codeMinorField: [
        {
          imsx_codeMinorFieldName: 'TargetEndSystem',
          imsx_codeMinorFieldValue:
            codeMinor ?? BY_STATUS.get(status) ?? (status < 500 ? 'invaliddata' : 'internal_server_error'),
        },
      ],
    },
  };
}
