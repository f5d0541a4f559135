import { oneSpaced } from '../../../kernel/display-line.js';
import { normalizedEmail } from '../../../kernel/email-address.js';

/** What `ILIKE` finds people by: a part of a name or address; a whole address in any spelling. */
export function personPattern(q: string): string {
  return `%${(normalizedEmail(q) ?? oneSpaced(q)).replace(/[\\%_]/g, '\\$&')}%`;
}
