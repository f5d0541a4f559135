import { rename, writeFile } from 'node:fs/promises';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { MINUTE, SECOND } from '../../../../kernel/clock.js';
import { BackgroundLoop } from '../../../../infra/queue/background-loop.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { Metrics } from '../../../../infra/telemetry/metrics.js';
import { AuditConfig } from '../audit.config.js';
import { headText, sealKeyOf } from './seal.js';
import { Sealing } from './sealing.js';

/** Seals what was written, every second. The end of the chain goes where whoever changes the database does not reach. */
@Injectable()
export class Sealer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: BackgroundLoop | null;
  private told = 0;

  constructor(
    config: AuditConfig,
    private readonly sealing: Sealing,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    const { sealSecret, headFile } = config;
    const key = sealSecret === undefined ? null : sealKeyOf(sealSecret);
    if (key)
      metrics.observe(
        'audit_unsealed_seconds',
        'For how long the oldest entry of the audit log has waited for its seal.',
        [],
        async (gauge) => gauge.set(await sealing.unsealedSeconds()),
      );
    this.loop =
      key &&
      new BackgroundLoop(
        async () => {
          const head = await sealing.step(key);
          if (head) await this.tell(headText(head), headFile);
          return head !== null;
        },
        SECOND,
        (error) => logger.failure('audit.seal_failed', error),
      );
  }

  onApplicationBootstrap(): void {
    this.loop?.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
    const head = this.loop && (await this.sealing.head());
    if (head) this.logger.event('audit.sealed', { head: headText(head) });
  }

  /** After the commit: what is told is in the chain. */
  private async tell(head: string, file: string | undefined): Promise<void> {
    if (file !== undefined) {
      await writeFile(`${file}.new`, `${head}\n`, { mode: 0o600 });
      await rename(`${file}.new`, file);
    }
    if (Date.now() - this.told < MINUTE) return;
    this.told = Date.now();
    this.logger.event('audit.sealed', { head });
  }
}
