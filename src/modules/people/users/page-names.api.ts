import { defineError } from '../../../kernel/coded-error.js';

export { isReserved, SLUG, SLUG_MAX, SLUG_MIN } from './page-name.rules.js';

/** Whose page it is. */
export type PageOwner = { readonly userId: string } | { readonly organizationId: string };

export const PAGE_NAME_TAKEN = defineError({
  code: 'page_name_taken',
  kind: 'conflict',
  title: 'The slug of the page is taken.',
  description:
    'A person or an organization has a page under this slug, or had one in the last 90 days. Choose another one.',
});

/** Slugs of the public pages of people and organizations. */
export abstract class PageNamesApi {
  /** By owner's id, without those that have none; in one query. */
  abstract slugsOf(ownerIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Also of an owner whose account is closed. */
  abstract ownerOf(slug: string): Promise<PageOwner | null>;
  /**
   * Replaces the slug; null gives it up. Nobody else gets it for 90 days.
   * @throws QueryFailedError on the primary key (`page_name_taken`)
   */
  abstract give(owner: PageOwner, slug: string | null): Promise<void>;
}
