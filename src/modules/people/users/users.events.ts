import { defineEvent } from '../../../kernel/message.js';

/** `invitedBy`: the administrator who created the account for somebody who has yet to choose a password. */
export const USER_REGISTERED = defineEvent<{ userId: string; invitedBy?: string }>('user.registered');
/** The new address is verified. `canRevert`: the owner of the previous one gets a link that takes the account back. */
export const USER_EMAIL_CHANGED = defineEvent<{ userId: string; previousEmail: string; canRevert: boolean }>(
  'user.email_changed',
);
/** `actorId`: the administrator. */
interface AdministeredEvent {
  readonly userId: string;
  readonly actorId: string;
}

export const USER_DEACTIVATED = defineEvent<AdministeredEvent>('user.deactivated', 'userId');
export const USER_REACTIVATED = defineEvent<AdministeredEvent>('user.reactivated', 'userId');
export const USER_ROLE_CHANGED = defineEvent<AdministeredEvent & { role: string }>('user.role_changed', 'userId');
/** Whether bookings of others that the person attends count as busy has changed. */
export const USER_ATTENDANCE_CHANGED = defineEvent<{ userId: string; busyWhenAttending: boolean }>(
  'user.attendance_changed',
);
export const USER_ERASED = defineEvent<{ userId: string }>('user.erased');
