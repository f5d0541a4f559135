import { RequestMethod, SetMetadata } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { ACCESS_RULE, type AccessRule } from './access.decorator.js';
import { isOpenToKeys, type Scope } from './scopes.js';

const KEY_SCOPE = 'lyceum:key-scope';
/** Metadata key of `@ApiTags`; the package does not export it. */
const TAGS = 'swagger/apiUseTags';

/** Overrides the scope that an API key needs for the route, which follows from its tag and method otherwise. */
export const KeyScope = (scope: Scope) => SetMetadata(KEY_SCOPE, scope);

/** No API key may call this route, because it gives access to an account, or ownership of an organization, for good. */
export const NoKeys = () => SetMetadata(KEY_SCOPE, null);

/**
 * The scope that an API key needs for a route: the resource is its tag (`Event types` is `event-types`), GET needs
 * `read` and every other method `write`.
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
