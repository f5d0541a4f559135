import { normalizedEmail } from '../../../../kernel/email-address.js';
import { invalid } from '../../../../kernel/invalid.js';

/** @returns the username, or the address normalized @throws CodedError validation_failed without one, or with both */
export function signInName({ identifier, email }: { readonly identifier?: string; readonly email?: string }): string {
  const [name, ...others] = [identifier, email].filter((given) => given !== undefined);
  if (name !== undefined && others.length === 0) return normalizedEmail(name) ?? name;
  const message = 'must be given, or email, and not both';
  throw invalid([{ pointer: '/identifier', field: 'identifier', message, code: 'one_of' }]);
}
