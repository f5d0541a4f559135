import { ProblemError } from '@lyceum/sdk';

export interface Fault {
  readonly field: string;
  readonly message: string;
  readonly code: string;
}

/** Names of fields by the codes of problems that are of one field, which the server does not name then. */
export type FieldsOfProblems = Readonly<Record<string, string | undefined>>;

const FIELDS: FieldsOfProblems = {
  email_taken: 'email',
  email_disposable: 'email',
  username_taken: 'username',
  password_too_common: 'newPassword',
  page_name_taken: 'slug',
  slug_exists: 'slug',
};

/** @returns what the server refused, by fields; a problem of one field is its fault */
export function faultsOf(error: unknown, fields: FieldsOfProblems): readonly Fault[] {
  if (!(error instanceof ProblemError)) return [];
  const { code, title, errors } = error;
  const field = fields[code] ?? FIELDS[code];
  return field === undefined || errors.length > 0 ? errors : [{ field, message: title, code }];
}

/** @returns the first fault of a field or of a part of it, which are called `durations` and `durations.0` */
export function faultIn(faults: readonly Fault[], name: string | undefined): Fault | undefined {
  return name === undefined ? undefined : faults.find(({ field }) => field === name || field.startsWith(`${name}.`));
}
