export const SLUG_MIN = 3;
export const SLUG_MAX = 60;

/** Lower-case letters and digits, single hyphens between them. */
export const SLUG = /^[a-z0-9](-?[a-z0-9])*$/;

/**
 * Names under which somebody could pass for the installation or for those who run it (impersonation), with the mailbox
 * names of RFC 2142.
 */
const RESERVED: ReadonlySet<string> = new Set([
  'about',
  'abuse',
  'account',
  'admin',
  'administrator',
  'admins',
  'api',
  'app',
  'assets',
  'billing',
  'book',
  'contact',
  'dashboard',
  'docs',
  'embed',
  'ftp',
  'health',
  'help',
  'host',
  'hosted',
  'hostmaster',
  'info',
  'list',
  'login',
  'mail',
  'manage',
  'marketing',
  'moderator',
  'news',
  'no-reply',
  'noc',
  'noreply',
  'official',
  'postmaster',
  'privacy',
  'public',
  'register',
  'root',
  'sales',
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
  'usenet',
  'uucp',
  'webmaster',
  'www',
]);

/** The name of the software passes for the installation in any company: `lyceum-help`. */
const OWN_NAME = 'lyceum';

export function isReserved(slug: string): boolean {
  return RESERVED.has(slug) || slug.split('-').includes(OWN_NAME);
}
