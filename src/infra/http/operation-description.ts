import type { AccessRule } from '../access/access.decorator.js';
import type { Scope } from '../access/scopes.js';
import { GENERAL } from '../config/infra-limits.js';
import type { RateLimitPolicy } from '../config/limits.js';

/**
 * Description of an operation: the author's remarks, and from the decorators who may call it, the scope that an API key
 * needs, and the rate limit.
 * @param scope null when no API key may call it
 */
export function describedOperation(
  text: string | undefined,
  access: AccessRule | undefined,
  scope: Scope | null,
  limit: RateLimitPolicy = GENERAL,
): string {
  const usual = limit === GENERAL ? '' : ` (${limit.usual} unless set otherwise)`;
  return [text, `**Access:** ${whoMay(access)}${withKey(access, scope)}. **Limit:** \`${limit.name}\`${usual}.`]
    .filter((part) => part !== undefined && part !== '')
    .join('\n\n');
}

function withKey(access: AccessRule | undefined, scope: Scope | null): string {
  if (access === undefined || access.signIn === 'none') return '';
  return scope === null ? '; no API keys' : `; API keys with \`${scope}\``;
}

function whoMay(access: AccessRule | undefined): string {
  if (access?.signIn === 'optional') return 'everybody, signed in or not';
  if (access?.signIn !== 'required') return 'everybody, without a token';
  return access.roles.length > 0 ? `signed in with the role ${access.roles.join(' or ')}` : 'signed in';
}
