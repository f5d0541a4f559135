export const SLUG_MIN = 3;
export const SLUG_MAX = 60;

/** Lower-case letters and digits, single hyphens between them. */
export const SLUG = /^[a-z0-9](-?[a-z0-9])*$/;

/** Names under which somebody could pass for the installation or for those who run it (impersonation). */
const RESERVED: ReadonlySet<string> = new Set([
  'about',
  'account',
  'admin',
  'administrator',
  'api',
  'app',
  'assets',
  'billing',
  'book',
  'contact',
  'dashboard',
  'docs',
  'embed',
  'health',
  'help',
  'host',
  'hosted',
  'info',
  'login',
  'lyceum',
  'manage',
  'moderator',
  'official',
  'postmaster',
  'privacy',
  'public',
  'root',
  'security',
  'settings',
  'sign-in',
  'sign-up',
  'staff',
  'status',
  'support',
  'system',
  'team',
  'terms',
  'webmaster',
  'www',
]);

export function isReserved(slug: string): boolean {
  return RESERVED.has(slug);
}
