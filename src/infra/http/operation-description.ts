import type { AccessRule } from '../access/access.decorator.js';
import { GENERAL } from '../config/infra-limits.js';
import type { RateLimitPolicy } from '../config/limits.js';

/**
 * When to use an operation, which its author wrote below the summary, and what the decorators know: who may call it, and
 * which limit its requests count in.
 */
export function describedOperation(
  text: string | undefined,
  access: AccessRule | undefined,
  limit: RateLimitPolicy = GENERAL,
): string {
  const usual = limit === GENERAL ? '' : ` (${limit.usual} unless set otherwise)`;
  return [text, `**Access:** ${whoMay(access)}. **Limit:** \`${limit.name}\`${usual}.`]
    .filter((part) => part !== undefined && part !== '')
    .join('\n\n');
}

function whoMay(access: AccessRule | undefined): string {
  if (access?.signIn === 'optional') return 'everybody, signed in or not';
  if (access?.signIn !== 'required') return 'everybody, without a token';
  return access.roles.length > 0 ? `signed in with the role ${access.roles.join(' or ')}` : 'signed in';
}
