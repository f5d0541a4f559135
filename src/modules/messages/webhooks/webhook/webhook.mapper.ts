import type {
  WebhookDeliveryDetailsDto,
  WebhookAttemptDto,
  WebhookDeliveryDto,
} from '../deliveries/webhook-delivery.dto.js';
import type { WebhookDto } from './webhook.dto.js';
import type { WebhookAttempt } from '../deliveries/webhook-attempt.entity.js';
import type { WebhookDelivery } from '../deliveries/webhook-delivery.entity.js';
import type { Webhook } from './webhook.entity.js';
import type { ListedDelivery } from '../deliveries/webhook-deliveries.repository.js';

export function toWebhookDto(webhook: Webhook, now: Date): WebhookDto {
  const { id, organizationId, url, description, events, isActive, disabledAt, disabledReason } = webhook;
  const { failingSince, previousSecretEndsAt, version, createdAt, updatedAt } = webhook;
  return {
    id,
    organizationId,
    url,
    description,
    events,
    isActive,
    disabledAt,
    disabledReason,
    failingSince,
    previousSecretEndsAt: previousSecretEndsAt && previousSecretEndsAt > now ? previousSecretEndsAt : null,
    version,
    createdAt,
    updatedAt,
  };
}

export function toDeliveryDto(delivery: ListedDelivery): WebhookDeliveryDto {
  const { id, webhookId, messageId, event, sequence, status, attempts, lastError } = delivery;
  const { nextAttemptAt, finishedAt, createdAt } = delivery;
  return {
    id,
    webhookId,
    messageId,
    event,
    sequence,
    status,
    attemptCount: attempts,
    lastError,
    nextAttemptAt,
    finishedAt,
    createdAt,
  };
}

export function toDeliveryDetailsDto(
  delivery: WebhookDelivery,
  attempts: readonly WebhookAttempt[],
): WebhookDeliveryDetailsDto {
  return {
    ...toDeliveryDto(delivery),
    payload: JSON.parse(delivery.body) as Record<string, unknown>,
    attempts: attempts.map(toAttemptDto),
  };
}

function toAttemptDto(attempt: WebhookAttempt): WebhookAttemptDto {
  const { number, startedAt, durationMs, url, requestHeaders, errorCode, errorMessage } = attempt;
  const { responseStatus, responseHeaders, responseBody, responseIsCut } = attempt;
  return {
    number,
    startedAt,
    durationMs,
    request: { url, headers: requestHeaders },
    response:
      responseStatus === null
        ? null
        : {
            status: responseStatus,
            headers: responseHeaders ?? {},
            body: responseBody ?? '',
            isCut: responseIsCut ?? false,
          },
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' },
  };
}
