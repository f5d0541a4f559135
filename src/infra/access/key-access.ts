import { RequestMethod, SetMetadata } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { ACCESS_RULE, type AccessRule } from './access.decorator.js';
import { isOpenToKeys, type Scope } from './scopes.js';

const KEY_SCOPE = 'lyceum:key-scope';
/** Where `@ApiTags` puts its tags; the package does not export the name. */
const TAGS = 'swagger/apiUseTags';

/** An API key needs this scope for the route, not the one that follows from its tag and its method. */
export const KeyScope = (scope: Scope) => SetMetadata(KEY_SCOPE, scope);

/** No API key may call this route: it decides who gets into an account or owns an organization, for good. */
export const NoKeys = () => SetMetadata(KEY_SCOPE, null);

/**
 * What an API key must have to call a route: the resource is its tag (`Event types` is `event-types`), GET reads and
 * everything else writes.
 * @returns null when no key may: no feature opens the resource to keys, or only some roles may call the route, which no
 * key has
 */
export function scopeOf(controller: object, handler: object): Scope | null {
  const metadata = <T>(key: string) =>
    (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller)) as T | undefined;
  const rule = metadata<AccessRule>(ACCESS_RULE);
  if (!rule || rule.signIn === 'none' || rule.roles.length > 0) return null;
  if (Reflect.hasMetadata(KEY_SCOPE, handler)) return Reflect.getMetadata(KEY_SCOPE, handler) as Scope | null;
  const resource = metadata<string[]>(TAGS)?.[0]?.toLowerCase().replaceAll(' ', '-');
  if (resource === undefined || !isOpenToKeys(resource)) return null;
  const isRead = Reflect.getMetadata(METHOD_METADATA, handler) === RequestMethod.GET;
  return `${resource}:${isRead ? 'read' : 'write'}`;
}
