import type { CsvFile } from '../../../../infra/http/csv/csv-files.js';
import type { WebhookDeliveryDto } from './webhook-delivery.dto.js';

/** What a webhook was sent as a table, for spreadsheets. */
export const DELIVERY_TABLE: CsvFile<WebhookDeliveryDto> = {
  name: 'deliveries',
  columns: [
    { name: 'id', of: ({ id }) => id },
    { name: 'webhookId', of: ({ webhookId }) => webhookId },
    { name: 'messageId', of: ({ messageId }) => messageId },
    { name: 'event', of: ({ event }) => event },
    { name: 'sequence', of: ({ sequence }) => sequence },
    { name: 'status', of: ({ status }) => status },
    { name: 'attemptCount', of: ({ attemptCount }) => attemptCount },
    { name: 'lastError', of: ({ lastError }) => lastError },
    { name: 'nextAttemptAt', of: ({ nextAttemptAt }) => nextAttemptAt?.toISOString() ?? null },
    { name: 'finishedAt', of: ({ finishedAt }) => finishedAt?.toISOString() ?? null },
    { name: 'createdAt', of: ({ createdAt }) => createdAt.toISOString() },
  ],
};
