import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../../infra/config/config.js';
import { ExpiredRows } from '../../../../infra/database/expired-rows.js';
import { ScheduledTask } from '../../../../infra/queue/scheduled-task.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { WebhooksRepository } from '../webhook/webhooks.repository.js';
import { WebhookConfig } from '../webhooks.config.js';

/** Deletes expired deliveries, which hold personal data, and former secrets after their rotation. */
@Injectable()
export class WebhooksCleanUp extends ScheduledTask {
  readonly name = 'webhooks.clean-up';
  readonly pattern: string;

  constructor(
    cron: CronConfig,
    private readonly config: WebhookConfig,
    private readonly expired: ExpiredRows,
    private readonly webhooks: WebhooksRepository,
    private readonly logger: Logger,
  ) {
    super();
    this.pattern = cron.cleanUp;
  }

  async run(due: Date): Promise<void> {
    const before = new Date(due.getTime() - this.config.retentionMs);
    const old = `created_at < $1 AND status NOT IN ('pending', 'sending')`;
    const deleted = await this.expired.delete('webhook_deliveries_expire', 'webhook_deliveries', old, before);
    await this.webhooks.forgetOldSecrets(due);
    this.logger.event('webhooks.cleaned_up', { deleted });
  }
}
