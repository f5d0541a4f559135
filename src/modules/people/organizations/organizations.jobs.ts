import { defineJob } from '../../../kernel/message.js';

/** At most this many people in one announcement, so that no message grows with the organization. */
export const ANNOUNCED_AT_ONCE = 500;

/** Tells people that an organization of theirs has another name than this one. */
export const ANNOUNCE_RENAME = defineJob<{
  readonly organizationId: string;
  readonly organizationName: string;
  readonly actorId: string;
  readonly userIds: readonly string[];
}>('organizations.announce_rename');

/** Tells people that an organization of theirs is gone; nothing of it can be read again. */
export const ANNOUNCE_DELETION = defineJob<{
  readonly organizationId: string;
  readonly organizationName: string;
  readonly actorId: string;
  readonly userIds: readonly string[];
}>('organizations.announce_deletion');
