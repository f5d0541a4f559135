import { defineEvent } from '../../../kernel/message.js';
import type { PlatformRole } from '../../../infra/access/actor.js';

/** `invitedBy`: the administrator who created the account for somebody who has yet to choose a password. */
export const USER_REGISTERED = defineEvent<{ userId: string; role: PlatformRole; invitedBy?: string }>(
  'user.registered',
);
/** The new address is verified. `canRevert`: the owner of the previous one gets a link that takes the account back. */
export const USER_EMAIL_CHANGED = defineEvent<{ userId: string; previousEmail: string; canRevert: boolean }>(
  'user.email_changed',
);
/** `actorId`: the administrator, or the person where both may. */
interface AdministeredEvent {
  readonly userId: string;
  readonly actorId: string;
}

export const USER_DEACTIVATED = defineEvent<AdministeredEvent>('user.deactivated', 'userId');
export const USER_REACTIVATED = defineEvent<AdministeredEvent>('user.reactivated', 'userId');
export const USER_ROLE_CHANGED = defineEvent<AdministeredEvent & { role: string }>('user.role_changed', 'userId');
/** A username was chosen, changed or given up; by themselves or by an administrator. */
export const USER_USERNAME_CHANGED = defineEvent<AdministeredEvent>('user.username_changed', 'userId');
/** A picture was given, replaced or taken away; by themselves or by an administrator. */
export const USER_PICTURE_CHANGED = defineEvent<AdministeredEvent>('user.picture_changed', 'userId');
/** The public page got a name, another one, or went; by themselves or by an administrator. */
export const USER_PAGE_CHANGED = defineEvent<AdministeredEvent>('user.page_changed', 'userId');
/** Whether bookings of others that the person attends count as busy has changed. */
export const USER_ATTENDANCE_CHANGED = defineEvent<{ userId: string; busyWhenAttending: boolean }>(
  'user.attendance_changed',
);
/** The account is closed, and its erasure begins. `actorId`: who wanted it; null on the operator's console. */
export const USER_CLOSED = defineEvent<{ userId: string; actorId: string | null }>('user.closed', 'userId');
export const USER_ERASED = defineEvent<{ userId: string }>('user.erased');
