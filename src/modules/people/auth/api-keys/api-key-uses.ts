import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Clock, MINUTE, SECOND } from '../../../../kernel/clock.js';
import { networkOf } from '../../../../kernel/network.js';
import { BackgroundLoop } from '../../../../infra/queue/background-loop.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { ApiKeysRepository, type KeyUse } from './api-keys.repository.js';

const LOOK_EVERY_MS = SECOND;

/**
 * Last use of keys: written in the background in batches, at most once a minute per key. A process that is killed loses
 * what it has not written yet.
 */
@Injectable()
export class ApiKeyUses implements BeforeApplicationShutdown {
  private readonly waiting = new Map<string, KeyUse>();
  /** When each key was last written, longest ago first. */
  private readonly written = new Map<string, number>();
  private readonly writer: BackgroundLoop;

  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly clock: Clock,
    logger: Logger,
  ) {
    this.writer = new BackgroundLoop(
      () => this.writeSome(),
      LOOK_EVERY_MS,
      (error) => logger.failure('api_keys.uses_unwritten', error),
    );
  }

  note(keyId: string, address: string): void {
    this.waiting.set(keyId, { keyId, at: this.clock.now(), network: networkOf(address) });
    this.writer.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.writer.stop();
    if (this.waiting.size > 0) await this.keys.recordUses([...this.waiting.values()]);
  }

  private async writeSome(): Promise<boolean> {
    const now = this.clock.now().getTime();
    for (const [keyId, at] of this.written) {
      if (Math.abs(now - at) < MINUTE) break;
      this.written.delete(keyId);
    }
    const due = [...this.waiting.values()].filter(({ keyId }) => !this.written.has(keyId));
    if (due.length === 0) return false;
    await this.keys.recordUses(due);
    for (const use of due) {
      this.written.set(use.keyId, now);
      if (this.waiting.get(use.keyId) === use) this.waiting.delete(use.keyId);
    }
    return false;
  }
}
