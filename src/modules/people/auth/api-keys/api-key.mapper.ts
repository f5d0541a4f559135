import { KEY_PREFIX } from '../../../../infra/access/key-secret.js';
import type { ApiKeyDto } from './api-key.dto.js';
import type { ApiKey } from './api-key.entity.js';

export function toApiKeyDto({
  userId: _owner,
  hash: _hash,
  lastFour,
  revokedAt: _end,
  warnedAt: _told,
  ...key
}: ApiKey): ApiKeyDto {
  return { ...key, hint: `${KEY_PREFIX}…${lastFour}` };
}
