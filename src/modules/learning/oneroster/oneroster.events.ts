import { defineEvent } from '../../../kernel/message.js';

interface ClientEvent {
  organizationId: string;
  clientId: string;
  actorId: string;
}

export const ONEROSTER_CLIENT_CREATED = defineEvent<ClientEvent>('oneroster_client.created');
export const ONEROSTER_CLIENT_ROTATED = defineEvent<ClientEvent>('oneroster_client.rotated');
/** The secret ended, with the rights of whoever was shown it. */
export const ONEROSTER_CLIENT_ENDED = defineEvent<ClientEvent>('oneroster_client.ended');
export const ONEROSTER_CLIENT_DELETED = defineEvent<ClientEvent>('oneroster_client.deleted');
