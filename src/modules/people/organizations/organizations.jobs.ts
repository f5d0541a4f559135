import { defineJob } from '../../../kernel/message.js';

/** Batch size of announcements, which bounds the size of messages. */
export const ANNOUNCED_AT_ONCE = 500;

/** Notifies members of a new name. */
export const ANNOUNCE_RENAME = defineJob<{
  readonly organizationId: string;
  readonly organizationName: string;
  readonly actorId: string;
  readonly userIds: readonly string[];
}>('organizations.announce_rename');

/** Notifies former members of the deletion. It carries the name, because the organization cannot be read any more. */
export const ANNOUNCE_DELETION = defineJob<{
  readonly organizationId: string;
  readonly organizationName: string;
  readonly actorId: string;
  readonly userIds: readonly string[];
}>('organizations.announce_deletion');
