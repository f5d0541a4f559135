import { defineEvent } from '../../kernel/message.js';

export const USER_REGISTERED = defineEvent<{ userId: string }>('user.registered');
/** `previousEmail` is the address that may need a notice; the new one has to be verified again. */
export const USER_EMAIL_CHANGED = defineEvent<{ userId: string; previousEmail: string }>('user.email_changed');
export const USER_DEACTIVATED = defineEvent<{ userId: string }>('user.deactivated');
export const USER_REACTIVATED = defineEvent<{ userId: string }>('user.reactivated');
export const USER_ROLE_CHANGED = defineEvent<{ userId: string; role: string }>('user.role_changed');
export const USER_ERASED = defineEvent<{ userId: string }>('user.erased');
