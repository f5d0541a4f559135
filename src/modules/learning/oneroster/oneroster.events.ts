import { defineEvent } from '../../../kernel/message.js';

interface ClientEvent {
  organizationId: string;
  clientId: string;
  actorId: string;
}

export const ONEROSTER_CLIENT_CREATED = defineEvent<ClientEvent>('oneroster_client.created');
export const ONEROSTER_CLIENT_ROTATED = defineEvent<ClientEvent>('oneroster_client.rotated');
export const ONEROSTER_CLIENT_DELETED = defineEvent<ClientEvent>('oneroster_client.deleted');
