import { KEY_PREFIX } from '../../../../infra/access/key-secret.js';
import type { ApiKeyDto } from './api-key.dto.js';
import type { ApiKey } from './api-key.entity.js';

export function toApiKeyDto(key: ApiKey): ApiKeyDto {
  const { id, userId, madeBy, name, lastFour, scopes, requestsPerMinute, createdAt, expiresAt } = key;
  return {
    id,
    serviceAccountId: userId === madeBy ? null : userId,
    name,
    hint: `${KEY_PREFIX}…${lastFour}`,
    scopes,
    requestsPerMinute,
    createdAt,
    expiresAt,
    lastUsedAt: key.lastUsedAt,
    lastUsedNetwork: key.lastUsedNetwork,
    version: key.version,
  };
}
